import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import type { User } from "./user.ts";
import { lockUser, updateUser } from "./users.queries.ts";

export type ProfileChange = { name: string };

/**
 * Changes what a person may change of themselves; what is so already is no change and leaves no trace. Throws
 * `precondition_failed` when they are at none of `versions` any more.
 */
export async function updateProfile(
  { db, clock }: { db: Db; clock: Clock },
  { userId, change, versions, origin }: { userId: string; change: ProfileChange; versions: number[] | undefined; origin: Origin },
): Promise<User> {
  return db.transaction(async (tx) => {
    const before = await lockUser(tx, userId);
    if (versions && !versions.includes(before.version)) throw new Problem("precondition_failed");
    if (change.name === before.name) return before;
    const after = await updateUser(tx, userId, change, clock());
    await recordEvent(
      tx,
      {
        action: "user.updated",
        outcome: "success",
        actor: { type: "user", id: userId, name: before.name },
        target: { type: "user", id: userId },
        subjectUserId: userId,
        origin,
        before: { name: before.name },
        after: { name: after.name },
      },
      after.updatedAt,
    );
    return after;
  });
}
