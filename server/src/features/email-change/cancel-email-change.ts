import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { endChallenge } from "../challenges/index.ts";
import { getUser, type User } from "../users/index.ts";
import { cancelEmailChanges, lockEmailChanges } from "./email-changes.queries.ts";
import { findEmailChange } from "./find-email-change.ts";

/** Cancels the person's open change; its codes and links are worth nothing from then on. Throws `not_found` without one. */
export async function cancelEmailChange(
  { db, clock }: { db: Db; clock: Clock },
  { userId, origin }: { userId: string; origin: Origin },
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockEmailChanges(tx, userId);
    const user = await getUser(tx, userId);
    if (!(await cancelOpenChange(tx, { user, origin }, clock()))) throw new Problem("not_found");
  });
}

/** The same in a transaction that holds `lockEmailChanges`. False when there was none; what had ended by itself is no event. */
export async function cancelOpenChange(tx: Db, { user, origin }: { user: User; origin: Origin }, now: Date): Promise<boolean> {
  const { id: userId, name } = user;
  const change = await findEmailChange(tx, userId, now);
  await cancelEmailChanges(tx, userId, now);
  if (!change) return false;
  for (const challengeId of [change.oldChallengeId, change.newChallengeId]) if (challengeId) await endChallenge(tx, challengeId, now);
  const actor = { type: "user", id: userId, name } as const;
  await recordEvent(
    tx,
    {
      action: "user.email_change_cancelled",
      outcome: "success",
      actor,
      target: { type: "user", id: userId },
      subjectUserId: userId,
      origin,
      before: { newEmail: change.newEmail },
    },
    now,
  );
  return true;
}
