import { useState } from "react";
import type { AuthOptions } from "../../api/types.ts";
import type { KeptChallenge } from "../../lib/door/kept.ts";
import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { CodeStep } from "../../ui/code-step.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { Working } from "../../ui/working.tsx";
import { askForRecovery } from "./ask-for-recovery.ts";

interface RecoveryCodeStepProps {
  challenge: KeptChallenge;
  isAgain: boolean;
  options: AuthOptions | null;
  onProven: () => void;
  onDead: () => void;
  onAsked: (challenge: KeptChallenge) => void;
  onOtherAddress: () => void;
}

/** Takes the mailed code. */
export function RecoveryCodeStep({ challenge, isAgain, options, onProven, onDead, onAsked, onOtherAddress }: RecoveryCodeStepProps) {
  const [isWorking, setIsWorking] = useState(false);
  const prove = async (code: string) => {
    await request("POST /auth/recovery/prove", { body: { challengeId: challenge.id, code }, headers: cookieHeaders });
    onProven();
  };

  return (
    <AuthShell
      title="Type the code"
      lead={
        <>
          If <strong className="font-semibold text-ink">{challenge.email}</strong> has an account, a code is on its way there. It works for
          ten minutes, in this browser.
        </>
      }
    >
      <CodeStep
        key={challenge.id}
        askedAtMs={challenge.askedAtMs}
        isAgain={isAgain}
        isDead={challenge.isDead === true}
        onDead={onDead}
        options={options}
        prove={prove}
        resend={async () => onAsked(await askForRecovery(challenge.email, setIsWorking))}
        deadEnd={null}
        words={{ mail_not_configured: <p>This Gatehouse sends no mail. Ask whoever runs it for a new password.</p> }}
      />
      <Working on={isWorking} />
      <AuthFooter>
        <p>
          Wrong address?{" "}
          <TextLink
            href="/forgot"
            onClick={(event) => {
              event.preventDefault();
              onOtherAddress();
            }}
          >
            Enter another one
          </TextLink>
          .
        </p>
        <p>If the address has no account, the mail says so and has no code.</p>
      </AuthFooter>
    </AuthShell>
  );
}
