import { formatCountdown } from "../../lib/countdown.ts";
import { Button } from "../../ui/button.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Time } from "../../ui/time.tsx";
import { CodeForm } from "./code-form.tsx";
import { proveAddress } from "./prove.ts";
import { useAskedCode } from "./use-asked-code.ts";
import { useFocusMoved } from "./use-focus-moved.ts";

interface ConfirmAddressProps {
  email: string;
  /** Reads the address again. The form stays busy until that is done. */
  onConfirmed: () => Promise<unknown>;
}

/** Confirms the address with a mailed code; the link in the mail does as well. */
export function ConfirmAddress({ email, onConfirmed }: ConfirmAddressProps) {
  const { challenge, busy, error, secondsLeft, ask } = useAskedCode(() => void onConfirmed());
  const place = useFocusMoved(challenge?.id ?? "asking");
  const askButton = (
    <Button variant={challenge ? "quiet" : "primary"} busy={busy} busyLabel="Sending…" onClick={ask}>
      {secondsLeft > 0 ? `Try again in ${formatCountdown(secondsLeft)}` : challenge ? "Send a new code" : "Confirm it"}
    </Button>
  );
  return (
    <div ref={place} className="grid gap-4">
      <p className="max-w-prose text-ink-2">
        {challenge ? (
          <>
            A code was sent to <EmailAddress value={email} />. It works until <Time at={challenge.expiresAt} as="clock" />; the link in the
            mail does as well.
          </>
        ) : (
          "A confirmed address lets you back in when the password is lost, and nobody else can claim it."
        )}
      </p>
      {challenge ? (
        <CodeForm
          key={challenge.id}
          label="Code from the mail"
          again="Send a new code"
          prove={async (code) => {
            await proveAddress({ challengeId: challenge.id, code });
            await onConfirmed();
          }}
          onAgain={ask}
          primary
        >
          {askButton}
        </CodeForm>
      ) : (
        <FormActions>{askButton}</FormActions>
      )}
      {error !== null && <FailureNotice error={error} doing="Sending a code" secondsLeft={secondsLeft} />}
    </div>
  );
}
