import { invalidField, Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { insertPassword, requireGoodPassword, type PasswordHasher } from "../passwords/index.ts";
import { insertUser, type User } from "../users/index.ts";
import { setupTokenHash } from "./create-setup-link.ts";
import { consumeSetupLink, hasAdministrator, lockSetup } from "./setup.queries.ts";

export type CreateAdministratorDeps = { db: Db; clock: Clock; hasher: PasswordHasher; passwordMinLength: number };

/**
 * Creates the first administrator for the holder of a setup link, which is used up by it and by nothing less: a value that
 * is not accepted leaves it good. Throws `setup_link_invalid`, or 422.
 */
export async function createAdministrator(
  { db, clock, hasher, passwordMinLength }: CreateAdministratorDeps,
  { token, email, name, password, origin }: { token: string; email: string; name: string; password: string; origin: Origin },
): Promise<User> {
  requireGoodPassword("/password", password, passwordMinLength, { email, name });
  const hash = await hasher.hash(password);
  return db.transaction(async (tx) => {
    await lockSetup(tx);
    const now = clock();
    if (!(await consumeSetupLink(tx, setupTokenHash(token), now)) || (await hasAdministrator(tx))) throw new Problem("setup_link_invalid");
    const user = await insertUser(tx, { id: newId(now), email, name, instanceRole: "administrator", createdAt: now });
    if (!user) throw invalidField("/email", [{ code: "taken", message: "Has an account already. Use another address." }]);
    await insertPassword(tx, { userId: user.id, hash, minLengthMet: passwordMinLength, changedAt: now });
    const actor = { type: "user", id: user.id, name } as const;
    const target = { type: "user", id: user.id } as const;
    await recordEvent(
      tx,
      {
        action: "instance.administrator_created",
        outcome: "success",
        actor,
        target,
        subjectUserId: user.id,
        origin,
        after: { email, name },
      },
      now,
    );
    return user;
  });
}
