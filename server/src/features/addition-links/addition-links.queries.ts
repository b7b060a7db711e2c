import type { Db } from "../../platform/db.ts";

export type AdditionLink = { tokenHash: Buffer; userId: string; createdAt: Date; expiresAt: Date; usedAt: Date | null };

export async function insertAdditionLink(tx: Db, link: Omit<AdditionLink, "usedAt">): Promise<void> {
  await tx("additionUndoLinks").insert(link);
}

export async function findAdditionLink(db: Db, tokenHash: Buffer): Promise<AdditionLink | undefined> {
  return db<AdditionLink>("additionUndoLinks").where({ tokenHash }).first();
}

/** Ends all the good links of a person, who is held, and answers with them: of two at once, one finds some. */
export async function endAdditionLinks(tx: Db, userId: string, now: Date): Promise<AdditionLink[]> {
  const good = tx<AdditionLink>("additionUndoLinks").where({ userId }).whereNull("usedAt").where("expiresAt", ">", now);
  return good.update({ usedAt: now }).returning("*");
}

export async function deleteOldAdditionLinks(db: Db, now: Date): Promise<void> {
  await db("additionUndoLinks").where("expiresAt", "<", now).delete();
}
