import type { Db } from "../../platform/db.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import { findPassword, upgradeHash, type PasswordCredential } from "./passwords.queries.ts";

/**
 * The credential that the password proved, or undefined when it is not the person's password. Upgrades a hash of an old
 * pepper, cost or form. Without a person it takes the same time and proves nothing.
 *
 * Hashing takes long enough for the password to be changed meanwhile: what follows from the proof must hold the credential
 * with `lockPassword` in its transaction.
 */
export async function checkPassword(
  { db, hasher }: { db: Db; hasher: PasswordHasher },
  userId: string | undefined,
  password: string,
): Promise<PasswordCredential | undefined> {
  const credential = await findPassword(db, userId);
  const { isValid, isOutdated } = await hasher.verify(password, credential?.hash);
  if (isValid && isOutdated && credential) await upgradeHash(db, credential.userId, credential.hash, await hasher.hash(password));
  return isValid ? credential : undefined;
}
