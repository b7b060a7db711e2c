import { useEffect, useRef } from "react";
import { checkAccount, explainAccount } from "../../lib/account-checks.ts";
import { withNext } from "../../lib/next-path.ts";
import { request } from "../../lib/request.ts";
import type { Session } from "../../lib/session/session.ts";
import { useNextPath } from "../../lib/use-next-path.ts";
import { usePasswordRule } from "../../lib/use-password-rule.ts";
import { type Typed, useSubmission } from "../../lib/use-submission.ts";
import { AccountFields } from "../../ui/account-fields.tsx";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { TextLink } from "../../ui/text-link.tsx";

interface SignUpPageProps {
  session: Pick<Session, "signIn" | "subscribe" | "getSnapshot">;
  /** Leaves for a path of this origin, replacing this page in the history. */
  leave: (path: string) => void;
}

/**
 * Registers a person and signs in with what they typed. Registering is answered alike for a new and for a known address,
 * so only the sign-in that follows tells them apart, and the page claims no more than that.
 */
export function SignUpPage({ session, leave }: SignUpPageProps) {
  const next = useNextPath();
  const rule = usePasswordRule();
  const accepted = useRef<string | null>(null);

  const send = async ({ name = "", email = "", password = "" }: Typed) => {
    const account = { name: name.trim(), email: email.trim(), password };
    const fingerprint = JSON.stringify(account);
    if (accepted.current !== fingerprint) await request("POST /auth/register", { body: account });
    accepted.current = fingerprint;
    await session.signIn({ email: account.email, password });
  };

  const submission = useSubmission({
    check: (typed) => checkAccount(typed, rule),
    send,
    explain: (problem) => explainAccount(problem, rule),
  });

  useEffect(() => {
    const goOn = () => session.getSnapshot().state === "in" && leave(next);
    goOn();
    return session.subscribe(goOn);
  }, [session, leave, next]);

  const signIn = <TextLink href={withNext("/sign-in", next)}>Sign in</TextLink>;
  const words = {
    invalid_credentials: <p>An account with this address may already exist. {signIn} or use another address.</p>,
    account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
  };

  return (
    <AuthShell title="Create an account">
      <AuthForm submission={submission} verb="Create account" busyVerb="Creating account…" doing="Creating the account" words={words}>
        <AccountFields errors={submission.fieldErrors} rule={rule} />
      </AuthForm>
      <p className="mt-7 border-t border-line pt-4 text-body text-ink-2">Have an account? {signIn}</p>
    </AuthShell>
  );
}
