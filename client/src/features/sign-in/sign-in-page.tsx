import { useEffect, useState } from "react";
import type { PendingSignIn } from "../../api/types.ts";
import { checkEmail, withoutEmpty } from "../../lib/account-checks.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { linkValue } from "../../lib/door/mailed-link.ts";
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
import { Newcomer } from "./newcomer.tsx";

const loadMore = () => import("./more.tsx");

/** Signs a person in, then goes where they were going; goes on by itself when this browser turns out to be signed in. */
export function SignInPage({ session, leave, turnTo, link }: Omit<DoorProps, "typed">) {
  const next = useNextPath();
  const [more, setMore] = useState<Awaited<ReturnType<typeof loadMore>> | null>(null);
  const [pending, setPending] = useState<PendingSignIn | null>(null);
  const options = useAuthOptions();
  useKeptEmail();
  const submission = useSubmission({
    check: (typed) => withoutEmpty({ email: checkEmail(typed.email ?? ""), password: typed.password ? [] : ["Enter your password."] }),
    send: async ({ email = "", password = "" }) => {
      const account = { email: email.trim(), password };
      try {
        const second = await session.signIn(isClosed ? { ...account, keepsAccount: true } : account);
        if (second === null) return;
        setMore(await loadMore());
        setPending(second);
      } catch (error) {
        if (!isProblem(error, "email_not_verified")) throw error;
        await (await import("../../lib/door/ask-for-verification.ts")).askForVerification(account);
        turnTo("verify", account);
      }
    },
  });

  // Pressed again after that, the button keeps the account.
  const isClosed = isProblem(submission.error, "account_closed");
  const offer = linkValue(link, "link");
  useGoOn({ session, leave }, offer ? `${withNext("/me/security", next)}#connect=${offer}` : next);

  useEffect(() => {
    loadMore().then(setMore, () => {});
  }, []);

  useEffect(() => {
    if (isProblem(submission.error, "invalid_credentials")) document.querySelector<HTMLInputElement>("[name=password]")?.select();
  }, [submission.error]);

  const words = {
    invalid_credentials: "This email and password do not match an account.",
    already_verified: "This address has just been confirmed. Sign in again.",
    ...more?.refusalWords(submission.error, options?.mail),
  };

  if (more && pending) return <more.SecondFactorStep session={session} pending={pending} onStartOver={() => setPending(null)} />;

  return (
    <AuthShell title="Sign in">
      {more && <more.Arrivals link={link} onPending={setPending} />}
      <AuthForm
        submission={submission}
        verb={isClosed ? "Keep my account" : "Sign in"}
        busyVerb="Signing in…"
        doing="Signing in"
        words={words}
      >
        <EmailField error={submission.fieldErrors.email} passkeys />
        <PasswordField label="Password" name="password" autoComplete="current-password" error={submission.fieldErrors.password} />
      </AuthForm>
      {more && <more.OtherWays session={session} options={options} next={next} />}
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
