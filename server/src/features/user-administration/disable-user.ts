import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent, type Actor } from "../audit/index.ts";
import { reopenAccount, type ReopenDeps } from "../account-deletion/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { findUserByEmail, lockUser, updateUser, type User } from "../users/index.ts";

export type DisableUserDeps = { db: Db; clock: Clock; denylist: Denylist };
export type EnableUserDeps = ReopenDeps;
export type UserByEmail = { email: string; actor: Actor; origin?: Origin };

/** Held, so that of many at once one makes the change and records it. Throws `not_found`. */
async function lockUserByEmail(tx: Db, email: string): Promise<User> {
  const user = await findUserByEmail(tx, email);
  if (!user) throw new Problem("not_found", { detail: "There is no account with that address." });
  return lockUser(tx, user.id);
}

/** Shuts a person out: no sign-in, and every session of theirs ends at once. Throws `not_found`. Disabling twice is no error. */
export async function disableUser(deps: DisableUserDeps, { email, actor, origin }: UserByEmail): Promise<void> {
  await endingSessions(deps, async (tx, end, now) => {
    const user = await lockUserByEmail(tx, email);
    if (user.disabledAt && !user.closedAt) return;
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
export async function enableUser(deps: EnableUserDeps, { email, actor, origin }: UserByEmail): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const user = await lockUserByEmail(tx, email);
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
