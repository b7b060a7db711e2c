import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { reopenAccount, type ReopenDeps } from "../account-deletion/index.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { requireAnotherAdministrator, updateUser } from "../users/index.ts";
import { holdWhom, type ByAnybody } from "./whom.ts";

export type DisableUserDeps = { db: Db; clock: Clock; denylist: Denylist; outbox: Pick<Outbox, "mode"> };
export type EnableUserDeps = ReopenDeps;

/**
 * Shuts a person out: no sign-in, and every session of theirs ends at once. Throws `not_found`, and `last_administrator`,
 * and what `holdAdministrator` throws. Disabling twice is no error.
 */
export async function disableUser(deps: DisableUserDeps, act: ByAnybody): Promise<void> {
  const { origin } = act;
  await endingSessions(deps, async (tx, end, now) => {
    const { user, actor } = await holdWhom(tx, act, "users:disable", now);
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
 * Lets a disabled person sign in again, and takes it back when the account was to be deleted, unless they closed it themselves. Nobody
 * does that for themselves. Throws `not_found`, `permission_denied`, and what `holdAdministrator` throws.
 */
export async function enableUser(deps: EnableUserDeps, act: ByAnybody): Promise<void> {
  const { origin } = act;
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const { user, actor } = await holdWhom(tx, act, "users:disable", now);
    if (actor.type === "user" && actor.id === user.id) throw new Problem("permission_denied", { detail: "Nobody enables themselves." });
    if (!user.disabledAt || user.closedAt) return;
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
