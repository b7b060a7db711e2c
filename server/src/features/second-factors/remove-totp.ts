import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { requireSecondFactorOfRole } from "../credentials/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import { deleteTotp } from "./second-factors.queries.ts";
import { tellOfRemovedFactor, type TellDeps } from "./tell-of-factors.ts";

/**
 * Takes the authenticator app away, and tells the person. Throws `not_found` without one, `last_credential` for an administrator's only
 * factor, and `session_ended`.
 */
export async function removeTotp(
  deps: TellDeps & { db: Db; clock: Clock },
  { principal, origin }: { principal: Principal; origin: Origin },
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const { user } = await holdPrincipal(tx, principal, now);
    const userId = user.id;
    if (!(await deleteTotp(tx, userId))) throw new Problem("not_found");
    await requireSecondFactorOfRole(tx, user);
    const actor = { type: "user", id: userId, name: user.name } as const;
    const target = { type: "user", id: userId } as const;
    const before = { method: "totp" };
    await recordEvent(
      tx,
      { action: "second_factor.removed", outcome: "success", actor, target, subjectUserId: userId, origin, before },
      now,
    );
    await tellOfRemovedFactor(deps, tx, { user, factor: "totp", origin }, now);
  });
}
