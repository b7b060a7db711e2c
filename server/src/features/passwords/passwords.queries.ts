import type { Db } from "../../platform/db.ts";

/** A stored password. It remembers the least length that was asked for when it was set. */
export type PasswordCredential = { userId: string; hash: string; minLengthMet: number; changedAt: Date };

const NOBODY = "00000000-0000-0000-0000-000000000000";
const COLUMNS = "user_id, hash, min_length_met, changed_at";

/**
 * The person's credential. Without a person, or without a credential of theirs, a made-up row is read in its place, so that
 * the time of the answer does not tell which.
 */
export async function findPassword(db: Db, userId: string | undefined): Promise<PasswordCredential | undefined> {
  const { rows } = await db.raw<{ rows: [PasswordCredential] }>(
    `with found as (select ${COLUMNS} from password_credentials where user_id = :userId)
     select ${COLUMNS} from found
     union all select cast(:nobody as uuid), repeat('-', 68), 1, now() where not exists (select from found)`,
    { userId: userId ?? NOBODY, nobody: NOBODY },
  );
  return rows[0].userId === NOBODY ? undefined : rows[0];
}

/**
 * Holds the person and the credential until the transaction ends, in this order, as everybody does. False when the password is another one than was proven, or the person is disabled.
 * Who wants to keep the account that they closed is held as who is about to be changed.
 */
export async function lockPassword(
  tx: Db,
  { userId, changedAt }: PasswordCredential,
  { keepsAccount }: { keepsAccount: boolean } = { keepsAccount: false },
): Promise<boolean> {
  const query = tx("users")
    .join("passwordCredentials", "passwordCredentials.userId", "users.id")
    .where({ "passwordCredentials.userId": userId, changedAt })
    .whereRaw(keepsAccount ? "(users.disabled_at is null or users.closed_at is not null)" : "users.disabled_at is null");
  const row = await (keepsAccount ? query.forUpdate() : query.forShare()).first("passwordCredentials.userId");
  return row !== undefined;
}

export async function insertPassword(tx: Db, credential: PasswordCredential): Promise<void> {
  await tx("passwordCredentials").insert(credential);
}

/** The first password of who has none. False when they have got one meanwhile: of two at once, one wins. */
export async function insertFirstPassword(tx: Db, credential: PasswordCredential): Promise<boolean> {
  return (await tx("passwordCredentials").insert(credential).onConflict("userId").ignore().returning("userId")).length === 1;
}

/** Sets the password whatever it was before, and the first one of who has none. */
export async function setPassword(tx: Db, credential: PasswordCredential): Promise<void> {
  await tx("passwordCredentials").insert(credential).onConflict("userId").merge();
}

/** Leaves the person without a password, until they recover one through their mailbox. */
export async function deletePassword(tx: Db, userId: string): Promise<void> {
  await tx("passwordCredentials").where({ userId }).delete();
}

/** False when the password is another one than was proven: of two changes at once, one wins. */
export async function updatePassword(tx: Db, proven: PasswordCredential, { userId, ...change }: PasswordCredential): Promise<boolean> {
  return (await tx("passwordCredentials").where({ userId, changedAt: proven.changedAt }).update(change)) === 1;
}

/** Replaces the hash of an unchanged password, unless the password was changed meanwhile. */
export async function upgradeHash(db: Db, userId: string, oldHash: string, hash: string): Promise<void> {
  await db("passwordCredentials").where({ userId, hash: oldHash }).update({ hash });
}
