import type { Db } from "../../platform/db.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import { findPassword, upgradeHash } from "./passwords.queries.ts";

/**
 * Whether it is the person's password; upgrades a hash of an old pepper, cost or form. Without a person it takes the same
 * time and answers no.
 */
export async function checkPassword(
  { db, hasher }: { db: Db; hasher: PasswordHasher },
  userId: string | undefined,
  password: string,
): Promise<boolean> {
  const credential = await findPassword(db, userId ?? NOBODY);
  const { isValid, isOutdated } = await hasher.verify(password, credential?.hash);
  if (isValid && isOutdated && credential) await upgradeHash(db, credential.userId, credential.hash, await hasher.hash(password));
  return isValid;
}

/** Asked for in place of an unknown person, so that the same statements run. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
