import { useRef, useState } from "react";
import type { AuthOptions } from "../../api/types.ts";
import { checkAccount } from "../../lib/new-account.ts";
import type { DoorProps } from "../../lib/door/door.ts";
import { useKeptEmail } from "../../lib/door/use-kept-email.ts";
import { useWayOut } from "../../lib/door/use-way-out.ts";
import { withNext } from "../../lib/next-path.ts";
import { usualPasswordRule } from "../../lib/password-reasons.ts";
import { isProblem } from "../../lib/problem.ts";
import { type Typed, useSubmission } from "../../lib/use-submission.ts";
import { AccountFields } from "../../ui/account-fields.tsx";
import { AuthForm } from "../../ui/auth-form.tsx";
import { AuthFooter, AuthShell } from "../../ui/auth-shell.tsx";
import { ProvidersBelow } from "../../ui/provider-buttons.tsx";
import { TextLink } from "../../ui/text-link.tsx";
import { Working } from "../../ui/working.tsx";
import { explainRegistration, nameDomains } from "./explain-registration.ts";
import { register } from "./register.ts";

interface SignUpFormProps extends Pick<DoorProps, "session" | "turnTo" | "typed"> {
  options: AuthOptions | null;
  next: string;
  invitation: { token: string; email: string; onDead: () => void } | null;
  /** The server has taken it; an invitation is used up then. */
  onRegistered: () => void;
}

/**
 * The form of a new account. Registering is answered alike for a new and for a known address. Where the address has to be
 * proven first it goes on to the code; elsewhere it signs in with what was typed, and only that tells the two apart.
 */
export function SignUpForm({ session, turnTo, typed, options, next, invitation, onRegistered }: SignUpFormProps) {
  const rule = options?.password ?? usualPasswordRule;
  const accepted = useRef<string | null>(null);
  const [isWorking, setIsWorking] = useState(false);
  const way = useWayOut();
  useKeptEmail();

  const send = async ({ name = "", email = "", password = "" }: Typed) => {
    const account = { name: name.trim(), email: invitation?.email ?? email.trim(), password };
    const fingerprint = JSON.stringify(account);
    if (accepted.current !== fingerprint) {
      const mustProve = await register(account, invitation?.token ?? null, setIsWorking).catch((error: unknown) => {
        if (isProblem(error, "invitation_invalid")) invitation?.onDead();
        throw error;
      });
      if (invitation) onRegistered();
      if (mustProve) return turnTo("verify", account);
    }
    accepted.current = fingerprint;
    // It was an account before: its second factor is asked for where one signs in.
    if (await session.signIn({ email: account.email, password })) turnTo("sign-in");
  };

  const submission = useSubmission({
    check: (now) => checkAccount({ ...now, email: invitation?.email ?? now.email ?? "" }, rule),
    send,
    explain: (problem) => explainRegistration(problem, rule, options),
  });

  const signIn = <TextLink href={withNext("/sign-in", next)}>Sign in</TextLink>;
  const words = {
    invalid_credentials: <p>An account with this address may already exist. {signIn} or use another address.</p>,
    account_disabled: "This account is disabled. Whoever runs this Gatehouse can enable it again.",
    registration_closed: "New accounts are not taken here any more. Ask whoever runs this Gatehouse.",
    email_not_verified: <p>The account is made, and its address has to be confirmed. {signIn} to get a code.</p>,
  };

  return (
    <AuthShell title="Create an account" lead={leadOf(options, invitation !== null)}>
      <AuthForm
        submission={submission}
        verb="Create account"
        busyVerb={isWorking ? "Solving a puzzle…" : "Creating account…"}
        doing="Creating the account"
        words={words}
      >
        <AccountFields errors={submission.fieldErrors} rule={rule} typed={typed} fixedEmail={invitation?.email} />
        <Working on={isWorking} />
      </AuthForm>
      <ProvidersBelow providers={options?.providers} next={next} way={way} />
      <AuthFooter>
        <p>Have an account? {signIn}</p>
      </AuthFooter>
    </AuthShell>
  );
}

function leadOf(options: AuthOptions | null, isInvited: boolean): string | undefined {
  if (isInvited) return "You are invited. The invitation is for one address, which is confirmed by it.";
  if (options?.registration === "domains") return `For addresses at ${nameDomains(options.registrationDomains)}.`;
  return undefined;
}
