import type { Origin } from "../../http/principal.ts";
import { getUser } from "../users/index.ts";
import { endingSessions } from "./ending-sessions.ts";
import type { RefreshDeps } from "./refresh-session.ts";

export type SignOutScope = "this" | "others" | "all";

/** Ends this session, the others, or all of a person. What has ended already is no error. */
export async function signOut(
  deps: Pick<RefreshDeps, "db" | "clock" | "denylist">,
  { userId, sessionId, scope, origin }: { userId: string; sessionId: string; scope: SignOutScope; origin: Origin },
): Promise<void> {
  await endingSessions(deps, async (tx, end) => {
    const { name } = await getUser(tx, userId);
    const which = { this: { only: sessionId }, others: { except: sessionId }, all: {} }[scope];
    await end({ userId, ...which, reason: "signed_out", actor: { type: "user", id: userId, name }, origin });
  });
}
