import type { Db } from "../../platform/db.ts";

/** A stored password. It remembers the least length that was asked for when it was set. */
export type PasswordCredential = { userId: string; hash: string; minLengthMet: number; changedAt: Date };

export async function findPassword(db: Db, userId: string): Promise<PasswordCredential | undefined> {
  return db<PasswordCredential>("passwordCredentials").where({ userId }).first();
}

export async function insertPassword(tx: Db, credential: PasswordCredential): Promise<void> {
  await tx("passwordCredentials").insert(credential);
}

export async function updatePassword(tx: Db, { userId, ...change }: PasswordCredential): Promise<void> {
  await tx("passwordCredentials").where({ userId }).update(change);
}

/** Replaces the hash of an unchanged password, unless the password was changed meanwhile. */
export async function upgradeHash(db: Db, userId: string, oldHash: string, hash: string): Promise<void> {
  await db("passwordCredentials").where({ userId, hash: oldHash }).update({ hash });
}
