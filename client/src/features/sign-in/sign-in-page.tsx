import { useEffect } from "react";
import { checkEmail, withoutEmpty } from "../../lib/account-checks.ts";
import { askForVerification } from "../../lib/door/ask-for-verification.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { useGoOn } from "../../lib/door/use-go-on.ts";
import { useKeptEmail } from "../../lib/door/use-kept-email.ts";
import { withNext } from "../../lib/next-path.ts";
import { isProblem } from "../../lib/problem.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { useNextPath } from "../../lib/use-next-path.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { EmailField } from "../../ui/email-field.tsx";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { ArrivalNotice } from "./arrival-notice.tsx";
import { Newcomer } from "./newcomer.tsx";
import { TooManyAttempts } from "./too-many-attempts.tsx";

/** Signs a person in, then goes where they were going; goes on by itself when this browser turns out to be signed in. */
export function SignInPage({ session, leave, turnTo }: Omit<DoorProps, "typed" | "link">) {
  const next = useNextPath();
  const options = useAuthOptions();
  useKeptEmail();
  const submission = useSubmission({
    check: (typed) => withoutEmpty({ email: checkEmail(typed.email ?? ""), password: typed.password ? [] : ["Enter your password."] }),
    send: async ({ email = "", password = "" }) => {
      const account = { email: email.trim(), password };
      try {
        await session.signIn(account);
      } catch (error) {
        if (!isProblem(error, "email_not_verified")) throw error;
        await askForVerification(account);
        turnTo("verify", account);
      }
    },
  });

  useGoOn({ session, leave }, next);

  useEffect(() => {
    if (isProblem(submission.error, "invalid_credentials")) document.querySelector<HTMLInputElement>("[name=password]")?.select();
  }, [submission.error]);

  const words = {
    invalid_credentials: "This email and password do not match an account.",
    account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
    already_verified: "This address has just been confirmed. Sign in again.",
    too_many_attempts: <TooManyAttempts mail={options?.mail} />,
  };

  return (
    <AuthShell title="Sign in">
      <ArrivalNotice />
      <AuthForm submission={submission} verb="Sign in" busyVerb="Signing in…" doing="Signing in" words={words}>
        <EmailField error={submission.fieldErrors.email} />
        <PasswordField label="Password" name="password" autoComplete="current-password" error={submission.fieldErrors.password} />
      </AuthForm>
      <AuthFooter>
        {options?.mail !== "off" && (
          <p>
            <TextLink href={withNext("/forgot", next)}>Forgot your password?</TextLink>
          </p>
        )}
        <Newcomer registration={options?.registration} next={next} />
      </AuthFooter>
    </AuthShell>
  );
}
