import { useRef } from "react";
import { askForVerification } from "../../lib/door/ask-for-verification.ts";
import { checkAccount, explainAccount } from "../../lib/new-account.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { cookieHeaders } from "../../lib/session/verdict.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { usePasswordRule } from "../../lib/use-password-rule.ts";
import { type Typed, useSubmission } from "../../lib/use-submission.ts";
import { AccountFields } from "../../ui/account-fields.tsx";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { DeadLink } from "./dead-link.tsx";

/** Makes the first administrator by a one-time link, whose token is `link`, and signs them in, once their address is confirmed where it must be. */
export function SetupPage({ session, leave, turnTo, link: token }: Omit<DoorProps, "typed">) {
  const hydrated = useHydrated();
  const rule = usePasswordRule();
  const created = useRef(false);

  const send = async ({ name = "", email = "", password = "" }: Typed) => {
    const account = { name: name.trim(), email: email.trim(), password };
    if (!created.current) await request("POST /setup/administrator", { body: { token: token ?? "", ...account }, headers: cookieHeaders });
    created.current = true;
    try {
      await session.signIn({ email: account.email, password });
    } catch (error) {
      if (!isProblem(error, "email_not_verified")) throw error;
      await askForVerification(account);
      return turnTo("verify", account);
    }
    leave("/");
  };

  const submission = useSubmission({
    check: (typed) => checkAccount(typed, rule),
    send,
    explain: (problem) => explainAccount(problem, rule),
  });
  if (hydrated && token === null) return <DeadLink reason="missing" />;
  if (isProblem(submission.error, "setup_link_invalid")) return <DeadLink reason="used" />;

  return (
    <AuthShell
      title="First administrator"
      lead="This account may manage everything on this Gatehouse. The link that brought you here works once."
    >
      <AuthForm submission={submission} verb="Create administrator" busyVerb="Creating…" doing="Creating the administrator">
        <AccountFields errors={submission.fieldErrors} rule={rule} />
      </AuthForm>
    </AuthShell>
  );
}
