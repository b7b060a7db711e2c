import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { endFamily, judgeRefresh, type RefreshDeps } from "./refresh-session.ts";
import { findSession } from "./sessions.queries.ts";
import { signOut, type SignOutScope } from "./sign-out.ts";

/**
 * Signs out with a refresh token in place of an access token. An ended session is no error. A token that is two behind is
 * theft, here as at a refresh, and one that has been used may end its own session only.
 */
export async function signOutByRefreshToken(
  deps: RefreshDeps,
  { token, scope, origin }: { token: string; scope: SignOutScope; origin: Origin },
): Promise<void> {
  const { sid, ctr } = await deps.refreshTokens.verify(token);
  const session = await findSession(deps.db, sid);
  if (!session) return;
  const isCurrent = session.counter <= ctr;
  // Judged on the row as a rotation would leave it, without making one.
  const judgement = judgeRefresh({ ...session, counter: Math.max(session.counter, ctr + 1) }, ctr, deps.clock());
  if (judgement === "ended") return;
  if (judgement === "theft") {
    await endFamily(deps, session, ctr, origin);
    throw new Problem("session_ended");
  }
  if (!isCurrent && scope !== "this") {
    throw new Problem("refresh_token_invalid", { detail: "This refresh token has been used. Refresh first, or send an access token." });
  }
  await signOut(deps, { userId: session.userId, sessionId: sid, scope, origin });
}
