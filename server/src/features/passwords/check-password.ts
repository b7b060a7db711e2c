import { QueueFull, type Lane } from "../../platform/bounded-queue.ts";
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
  { userId, password, lane }: { userId: string | undefined; password: string; lane: Lane },
): Promise<PasswordCredential | undefined> {
  const credential = await findPassword(db, userId);
  const { isValid, isOutdated } = await hasher.verify(password, credential?.hash, lane);
  if (isValid && isOutdated && credential) await upgrade({ db, hasher }, credential, { password, lane });
  return isValid ? credential : undefined;
}

/** A right password is not refused because too many wait for the upgrade of its hash: the next sign-in will do it. */
async function upgrade(
  { db, hasher }: { db: Db; hasher: PasswordHasher },
  { userId, hash }: PasswordCredential,
  { password, lane }: { password: string; lane: Lane },
): Promise<void> {
  try {
    await upgradeHash(db, userId, hash, await hasher.hash(password, lane));
  } catch (error) {
    if (!(error instanceof QueueFull)) throw error;
  }
}
