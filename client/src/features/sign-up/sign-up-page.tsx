import { useMemo, useState } from "react";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep, kept } from "../../lib/door/kept.ts";
import { linkValue } from "../../lib/door/mailed-link.ts";
import { useGoOn } from "../../lib/door/use-go-on.ts";
import { useLook } from "../../lib/door/use-look.ts";
import { withNext } from "../../lib/next-path.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { useAuthOptions } from "../../lib/use-auth-options.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { useNextPath } from "../../lib/use-next-path.ts";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { Looking } from "../../ui/looking.tsx";
import { DeadInvitation, NotOpen } from "./sign-up-ends.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

/** Makes an account, as far as this instance's policy lets: open to all, to some domains, by invitation, or not at all. */
export function SignUpPage({ session, leave, turnTo, typed, link }: DoorProps) {
  const hydrated = useHydrated();
  const next = useNextPath();
  const options = useAuthOptions();
  const token = useMemo(() => linkValue(link, "invitation"), [link]);
  const [isDead, setIsDead] = useState(false);
  // The page of the invitation has looked at it already.
  const [membership] = useState(() => (linkValue(link, "membership") ? kept("membership") : null));

  const ask = async (signal: AbortSignal) => (await request("POST /auth/invitations/look", { body: { token: token ?? "" }, signal })).data;
  const { seen, error, again } = useLook(token === null ? null : ask, token);

  useGoOn({ session, leave }, next);

  if (hydrated && membership !== null) {
    if (isDead) return <DeadInvitation registration={options?.registration} />;
  } else if (hydrated && token !== null) {
    if (isDead || isProblem(error, "invitation_invalid")) return <DeadInvitation registration={options?.registration} />;
    if (seen === null)
      return (
        <AuthShell title="Your invitation">
          <Looking error={error} onRetry={again} />
        </AuthShell>
      );
  } else if (options?.registration === "closed" || options?.registration === "invitation")
    return <NotOpen registration={options.registration} signInPath={withNext("/sign-in", next)} />;

  const invitation = hydrated && membership ? membership : token !== null && seen ? { token, email: seen.email } : null;
  return (
    <SignUpForm
      session={session}
      turnTo={turnTo}
      typed={typed}
      options={options}
      next={next}
      invitation={invitation && { ...invitation, onDead: () => setIsDead(true) }}
      onRegistered={() => keep("membership", null)}
    />
  );
}
