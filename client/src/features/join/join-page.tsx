import { lazy, Suspense, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { DoorProps } from "../../lib/door/door.ts";
import { keep, kept } from "../../lib/door/kept.ts";
import { linkValue } from "../../lib/door/mailed-link.ts";
import { useLook } from "../../lib/door/use-look.ts";
import { isProblem } from "../../lib/problem.ts";
import { request } from "../../lib/request.ts";
import { useHydrated } from "../../lib/use-hydrated.ts";
import { AuthShell } from "../../ui/auth-shell.tsx";
import { Looking } from "../../ui/looking.tsx";
import { IncompleteInvitation, InvitationOver } from "./join-ends.tsx";

const Offer = lazy(() => import("./offer.tsx").then((module) => ({ default: module.Offer })));

const starting = { state: "unknown", why: "starting", user: null, session: null, standing: null } as const;

/**
 * Where the link of an invitation to an organization leads: says who invites whom to what, and takes the person by way of signing in or
 * of a new account to the one press that makes them a member. The link is kept in this tab until that is decided.
 */
export function JoinPage({ session, leave, link }: Omit<DoorProps, "turnTo" | "typed">) {
  const hydrated = useHydrated();
  const token = useMemo(() => linkValue(link, "token") ?? kept("membership")?.token ?? null, [link]);
  const [isOver, setIsOver] = useState(false);
  const standing = useSyncExternalStore(session.subscribe, session.getSnapshot, () => starting);
  const ask = async (signal: AbortSignal) =>
    (await request("POST /organization-invitations/look", { body: { token: token ?? "" }, signal })).data;
  const { seen, error, again } = useLook(token === null ? null : ask, token);

  const isIn = standing.state === "in";
  useEffect(() => {
    if (token !== null && seen) keep("membership", { token, email: seen.email });
    // Come back from a new account, which the invitation has opened: there is nothing left to decide.
    if (token === null && isIn) leave("/");
  }, [token, seen, isIn, leave]);

  if (hydrated && token === null && !isIn) return <IncompleteInvitation />;
  if (isOver || isProblem(error, "invitation_invalid")) return <InvitationOver isIn={isIn} />;
  const looking = (
    <AuthShell title="Your invitation">
      <Looking error={hydrated ? error : null} onRetry={again} />
    </AuthShell>
  );
  if (!hydrated || seen === null || token === null) return looking;
  return (
    <Suspense fallback={looking}>
      <Offer offer={seen} token={token} session={session} standing={standing} leave={leave} onOver={() => setIsOver(true)} />
    </Suspense>
  );
}
