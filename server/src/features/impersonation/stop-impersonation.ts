import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { getUser } from "../users/index.ts";

/** Ends the session in which somebody acts for another. Throws `not_found` for who acts as themselves. */
export async function stopImpersonation(
  deps: { db: Db; clock: Clock; denylist: Denylist },
  { principal, origin }: { principal: Principal; origin: Origin },
): Promise<void> {
  const { userId, sessionId, impersonatorId } = principal;
  if (impersonatorId === null) throw new Problem("not_found", { detail: "You act as yourself. There is nothing to end." });
  await endingSessions(deps, async (tx, end) => {
    const { name } = await getUser(tx, impersonatorId);
    const actor = { type: "user", id: impersonatorId, name } as const;
    await end({ userId, only: sessionId, reason: "impersonation_stopped", actor, origin });
  });
}
