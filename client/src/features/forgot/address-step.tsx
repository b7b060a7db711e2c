import { useState } from "react";
import type { AuthOptions } from "../../api/types.ts";
import { checkEmail, withoutEmpty } from "../../lib/account-checks.ts";
import type { KeptChallenge } from "../../lib/door/kept.ts";
import { useKeptEmail } from "../../lib/door/use-kept-email.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { EmailField } from "../../ui/email-field.tsx";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { DevelopmentMail } from "../../ui/development-mail.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { Working } from "../../ui/working.tsx";
import { askForRecovery } from "./ask-for-recovery.ts";

/** Asks for the address. What it says does not depend on whether there is an account. */
export function AddressStep({ options, onAsked }: { options: AuthOptions | null; onAsked: (challenge: KeptChallenge) => void }) {
  const [isWorking, setIsWorking] = useState(false);
  useKeptEmail();
  const submission = useSubmission({
    check: ({ email = "" }) => withoutEmpty({ email: checkEmail(email) }),
    send: async ({ email = "" }) => onAsked(await askForRecovery(email.trim(), setIsWorking)),
    explain: (problem) => withoutEmpty({ email: problem.errors.filter(({ path }) => path === "/email").map(({ message }) => message) }),
  });

  return (
    <AuthShell
      title="Forgot your password?"
      lead="Enter the address of your account. If there is one, we mail it a code with which you choose a new password."
    >
      <AuthForm
        submission={submission}
        verb="Send the code"
        busyVerb={isWorking ? "Solving a puzzle…" : "Sending…"}
        doing="Sending the code"
        words={{ mail_not_configured: <NoMailText /> }}
      >
        <EmailField error={submission.fieldErrors.email} />
        <Working on={isWorking} />
      </AuthForm>
      <div className="mt-5 empty:hidden">
        <DevelopmentMail options={options} />
      </div>
      <AuthFooter>
        <p>
          Remembered it? <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      </AuthFooter>
    </AuthShell>
  );
}

function NoMailText() {
  return <p>This Gatehouse sends no mail. Ask whoever runs it for a new password.</p>;
}
