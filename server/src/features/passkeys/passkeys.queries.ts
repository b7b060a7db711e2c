import type { Db } from "../../platform/db.ts";
import type { Passkey } from "./passkey.ts";

/** Postgres' bigint comes as a string. */
type PasskeyRow = Omit<Passkey, "counter"> & { counter: string };
const withNumber = (row: PasskeyRow): Passkey => ({ ...row, counter: Number(row.counter) });

/** Oldest first. */
export async function listPasskeys(db: Db, userId: string): Promise<Passkey[]> {
  return (await db<PasskeyRow>("passkeys").where({ userId }).orderBy(["createdAt", "id"])).map(withNumber);
}

export async function findPasskeyByCredential(db: Db, credentialId: Buffer): Promise<Passkey | undefined> {
  const row = await db<PasskeyRow>("passkeys").where({ credentialId }).first();
  return row && withNumber(row);
}

export async function findPasskey(db: Db, userId: string, id: string): Promise<Passkey | undefined> {
  const row = await db<PasskeyRow>("passkeys").where({ id, userId }).first();
  return row && withNumber(row);
}

/** False when somebody has that credential: Postgres decides. */
export async function insertPasskey(tx: Db, passkey: Passkey): Promise<boolean> {
  return (await tx("passkeys").insert(passkey).onConflict("credentialId").ignore().returning("id")).length === 1;
}

/**
 * Notes a use. False when the counter did not grow, or the passkey is gone: of two copies of one passkey, or one answer sent twice, one
 * wins. Authenticators that do not count send 0 for ever.
 */
export async function updateUsed(
  tx: Db,
  { id, counter, isBackedUp }: Pick<Passkey, "id" | "counter" | "isBackedUp">,
  now: Date,
): Promise<boolean> {
  const grown = tx("passkeys").where({ id }).whereRaw("(counter < :counter or (counter = 0 and :counter = 0))", { counter });
  return (await grown.update({ counter, isBackedUp, lastUsedAt: now })) === 1;
}

export async function updatePasskeyName(tx: Db, id: string, name: string): Promise<void> {
  await tx("passkeys").where({ id }).update({ name });
}

export async function deletePasskey(tx: Db, id: string): Promise<void> {
  await tx("passkeys").where({ id }).delete();
}

/** False when the challenge was used: of two at once, one wins. */
export async function insertUsedChallenge(tx: Db, challengeHash: Buffer, expiresAt: Date): Promise<boolean> {
  const inserted = await tx("usedWebauthnChallenges")
    .insert({ challengeHash, expiresAt })
    .onConflict("challengeHash")
    .ignore()
    .returning("challengeHash");
  return inserted.length === 1;
}

export async function deleteOldChallenges(db: Db, now: Date): Promise<void> {
  await db("usedWebauthnChallenges").where("expiresAt", "<", now).delete();
}
