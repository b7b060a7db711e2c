import { useEffect } from "react";
import { checkEmail, withoutEmpty } from "../../lib/account-checks.ts";
import { withNext } from "../../lib/next-path.ts";
import { isProblem } from "../../lib/problem.ts";
import type { Session } from "../../lib/session/session.ts";
import { useNextPath } from "../../lib/use-next-path.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { EmailField } from "../../ui/account-fields.tsx";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { TextLink } from "../../ui/text-link.tsx";

interface SignInPageProps {
  session: Pick<Session, "signIn" | "subscribe" | "getSnapshot">;
  /** Leaves for a path of this origin, replacing this page in the history. */
  leave: (path: string) => void;
}

const words = {
  invalid_credentials: "This email and password do not match an account.",
  account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
};

/** Signs a person in, then goes where they were going; goes on by itself when this browser turns out to be signed in. */
export function SignInPage({ session, leave }: SignInPageProps) {
  const next = useNextPath();
  const submission = useSubmission({
    check: (typed) => withoutEmpty({ email: checkEmail(typed.email ?? ""), password: typed.password ? [] : ["Enter your password."] }),
    send: ({ email = "", password = "" }) => session.signIn({ email: email.trim(), password }),
  });

  useEffect(() => {
    const goOn = () => session.getSnapshot().state === "in" && leave(next);
    goOn();
    return session.subscribe(goOn);
  }, [session, leave, next]);

  useEffect(() => {
    if (isProblem(submission.error, "invalid_credentials")) document.querySelector<HTMLInputElement>("[name=password]")?.select();
  }, [submission.error]);

  return (
    <AuthShell title="Sign in">
      <AuthForm submission={submission} verb="Sign in" busyVerb="Signing in…" doing="Signing in" words={words}>
        <EmailField error={submission.fieldErrors.email} />
        <PasswordField label="Password" name="password" autoComplete="current-password" error={submission.fieldErrors.password} />
      </AuthForm>
      <p className="mt-7 border-t border-line pt-4 text-body text-ink-2">
        New here? <TextLink href={withNext("/sign-up", next)}>Create an account</TextLink>
      </p>
    </AuthShell>
  );
}
