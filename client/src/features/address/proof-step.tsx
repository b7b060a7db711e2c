import type { Challenge } from "../../api/types.ts";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Icon } from "../../ui/icon.tsx";
import { CodeForm } from "./code-form.tsx";
import { proveChange } from "./prove.ts";

interface ProofStepProps {
  /** Which of the two it is: "Old address". */
  what: string;
  email: string;
  /** Null where there is nothing to prove here. */
  challenge: Challenge | null;
  proven: boolean;
  /** Reads the change again. The form stays busy until that is done. */
  onProven: () => Promise<unknown>;
  onAgain: () => void;
}

/** One mailbox of a change, to be proven with the code that was sent there, or proven already: here or by the link in its mail. */
export function ProofStep({ what, email, challenge, proven, onProven, onAgain }: ProofStepProps) {
  return (
    <li className="grid gap-3 border-b border-line py-4 last:border-0">
      <h3 className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-ink-3">{what}</span>
        <span className="min-w-0 font-medium wrap-anywhere">
          <EmailAddress value={email} />
        </span>
      </h3>
      <output className={proven ? "inline-flex items-center gap-1.5 font-medium text-accent" : "sr-only"}>
        {proven && (
          <>
            <Icon name="check" />
            Confirmed
          </>
        )}
      </output>
      {challenge && !proven && (
        <CodeForm
          key={challenge.id}
          label={`Code sent to the ${what.toLowerCase()}`}
          again="Start again"
          prove={async (code) => {
            await proveChange({ challengeId: challenge.id, code });
            await onProven();
          }}
          onAgain={onAgain}
        />
      )}
    </li>
  );
}
