import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { insertPassword, requireGoodPassword, type PasswordHasher } from "../passwords/index.ts";
import { findUserByEmail, insertUser } from "../users/index.ts";

export type RegisterDeps = { db: Db; clock: Clock; hasher: PasswordHasher; passwordMinLength: number };
export type Registration = { email: string; name: string; password: string; origin: Origin };

/**
 * Creates an account. For an address that has one already it does the same work, changes nothing and says nothing: only
 * the owner of that account sees it in their activity. Throws 422 with every reason why the password is not accepted.
 */
export async function registerUser(
  { db, clock, hasher, passwordMinLength }: RegisterDeps,
  { email, name, password, origin }: Registration,
): Promise<void> {
  requireGoodPassword("/password", password, passwordMinLength, { email, name });
  const hash = await hasher.hash(password);
  await db.transaction(async (tx) => {
    const now = clock();
    const user = await insertUser(tx, { id: newId(now), email, name, instanceRole: null, createdAt: now });
    if (user) {
      await insertPassword(tx, { userId: user.id, hash, minLengthMet: passwordMinLength, changedAt: now });
      const target = { type: "user", id: user.id } as const;
      const actor = { type: "user", id: user.id, name } as const;
      await recordEvent(
        tx,
        { action: "user.registered", outcome: "success", actor, target, subjectUserId: user.id, origin, after: { email, name } },
        now,
      );
    } else {
      const owner = await findUserByEmail(tx, email);
      await recordEvent(
        tx,
        {
          action: "user.registration_refused",
          outcome: "denied",
          actor: { type: "anonymous" },
          origin,
          ...(owner && { subjectUserId: owner.id }),
        },
        now,
      );
    }
  });
}
