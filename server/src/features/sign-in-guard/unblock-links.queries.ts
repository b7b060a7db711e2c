import type { Db } from "../../platform/db.ts";

const NOBODY = "00000000-0000-0000-0000-000000000000";

export type UnblockLink = { tokenHash: Buffer; userId: string | undefined; createdAt: Date; expiresAt: Date };

/** Without a person the same statement, which then writes nothing. */
export async function insertUnblockLink(tx: Db, { userId = NOBODY, ...link }: UnblockLink): Promise<void> {
  await tx.raw(
    `insert into unblock_links (token_hash, user_id, created_at, expires_at)
     select :tokenHash, id, :createdAt, :expiresAt from users where id = :userId`,
    { ...link, userId },
  );
}

/** Uses the link up and answers with its person; undefined when it is not good: of two at once, one wins. */
export async function consumeUnblockLink(tx: Db, tokenHash: Buffer, now: Date): Promise<string | undefined> {
  const rows = await tx("unblockLinks")
    .where({ tokenHash })
    .whereNull("usedAt")
    .where("expiresAt", ">", now)
    .update({ usedAt: now })
    .returning<Array<{ userId: string }>>("userId");
  return rows[0]?.userId;
}

/** Makes the person's open links worthless, in the transaction of what makes their mailbox doubtful. */
export async function endUnblockLinks(tx: Db, userId: string, now: Date): Promise<void> {
  await tx("unblockLinks").where({ userId }).whereNull("usedAt").update({ usedAt: now });
}

export async function deleteOldUnblockLinks(db: Db, before: Date): Promise<void> {
  await db("unblockLinks").where("expiresAt", "<", before).delete();
}
