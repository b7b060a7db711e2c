import type { Origin } from "../../http/principal.ts";
import { getUser } from "../users/index.ts";
import { endingSessions } from "./ending-sessions.ts";
import type { RefreshDeps } from "./refresh-session.ts";
import type { EndReason } from "./session.ts";

export type SignOutScope = "this" | "others" | "all";

/** Ends this session, the others, or all of a person. Answers with those that it ended: none when they had ended already. */
export async function signOut(
  deps: Pick<RefreshDeps, "db" | "clock" | "denylist">,
  {
    userId,
    sessionId,
    scope,
    reason = "signed_out",
    origin,
  }: { userId: string; sessionId: string; scope: SignOutScope; reason?: EndReason; origin: Origin },
): Promise<string[]> {
  return endingSessions(deps, async (tx, end) => {
    const { name } = await getUser(tx, userId);
    const which = { this: { only: sessionId }, others: { except: sessionId }, all: {} }[scope];
    return end({ userId, ...which, reason, actor: { type: "user", id: userId, name }, origin });
  });
}
