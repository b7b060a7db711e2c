import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { reopenAccount, type ReopenDeps } from "../account-deletion/index.ts";
import { recordEvent, type Actor } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { requireAnotherAdministrator, updateUser } from "../users/index.ts";
import { lockWhom, type Whom } from "./whom.ts";

export type DisableUserDeps = { db: Db; clock: Clock; denylist: Denylist; outbox: Pick<Outbox, "mode"> };
export type EnableUserDeps = ReopenDeps;
export type By = { actor: Actor; origin?: Origin };

/**
 * Shuts a person out: no sign-in, and every session of theirs ends at once. Throws `not_found`, and `last_administrator`.
 * Disabling twice is no error.
 */
export async function disableUser(deps: DisableUserDeps, { actor, origin, ...whom }: Whom & By): Promise<void> {
  await endingSessions(deps, async (tx, end, now) => {
    const user = await lockWhom(tx, whom);
    if (user.disabledAt && !user.closedAt) return;
    await requireAnotherAdministrator(tx, user, deps.outbox);
    // Who has closed the account cannot undo that any more, or they would let themselves in again.
    await updateUser(tx, user.id, { disabledAt: now, closedAt: null }, now);
    const target = { type: "user", id: user.id } as const;
    await recordEvent(
      tx,
      { action: "user.disabled", outcome: "success", actor, target, subjectUserId: user.id, ...(origin && { origin }) },
      now,
    );
    await end({ userId: user.id, reason: "user_disabled", actor, ...(origin && { origin }) });
  });
}

/**
 * Lets a disabled person sign in again, and takes it back when the account was to be deleted, unless they closed it themselves. Throws
 * `not_found`.
 */
export async function enableUser(deps: EnableUserDeps, { actor, origin, ...whom }: Whom & By): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const user = await lockWhom(tx, whom);
    if (!user.disabledAt || user.closedAt) return;
    const now = deps.clock();
    if (user.deletesAt) await reopenAccount(deps, tx, { user, actor, ...(origin && { origin }) }, now);
    else await updateUser(tx, user.id, { disabledAt: null }, now);
    const target = { type: "user", id: user.id } as const;
    await recordEvent(
      tx,
      { action: "user.enabled", outcome: "success", actor, target, subjectUserId: user.id, ...(origin && { origin }) },
      now,
    );
  });
}
