import type { KeptChallenge } from "../../lib/door/kept.ts";
import { checkNewPassword, type PasswordRule, passwordReasons, usualPasswordRule } from "../../lib/password-reasons.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";
import { withoutEmpty } from "../../lib/account-checks.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";

interface NewPasswordStepProps {
  challenge: KeptChallenge;
  rule: PasswordRule | undefined;
  onEnded: () => void;
  onDone: () => void;
}

/** Takes the new password, once the mailbox is proven. */
export function NewPasswordStep({ challenge, rule = usualPasswordRule, onEnded, onDone }: NewPasswordStepProps) {
  const submission = useSubmission({
    check: ({ newPassword = "" }) => withoutEmpty({ newPassword: checkNewPassword(newPassword, rule) }),
    send: async ({ newPassword = "" }) => {
      try {
        await request("POST /auth/recovery/complete", { body: { challengeId: challenge.id, newPassword }, headers: cookieHeaders });
        onDone();
      } catch (error) {
        if (!isProblem(error, "challenge_ended")) throw error;
        onEnded();
      }
    },
    explain: (problem) => withoutEmpty({ newPassword: passwordReasons(problem, "newPassword", rule) }),
  });

  return (
    <AuthShell
      title="Choose a new password"
      lead={
        <>
          For <strong className="font-semibold text-ink">{challenge.email}</strong>. Every device that is signed in will be signed out.
        </>
      }
    >
      <AuthForm submission={submission} verb="Save the new password" busyVerb="Saving…" doing="Saving the password">
        {/* Password managers keep the new password under this name. */}
        <input type="email" name="email" autoComplete="username" defaultValue={challenge.email} readOnly hidden />
        <NewPasswordField label="New password" name="newPassword" rule={rule} error={submission.fieldErrors.newPassword} />
      </AuthForm>
    </AuthShell>
  );
}
