import type { Db } from "../../platform/db.ts";
import type { User } from "../users/index.ts";

export async function upsertUndoLink(tx: Db, link: { userId: string; tokenHash: Buffer; createdAt: Date }): Promise<void> {
  await tx("deletionUndoLinks").insert(link).onConflict("userId").merge();
}

export async function findUserOfUndoLink(tx: Db, tokenHash: Buffer): Promise<string | undefined> {
  const row = await tx<{ userId: string; tokenHash: Buffer }>("deletionUndoLinks").where({ tokenHash }).first("userId");
  return row?.userId;
}

export async function deleteUndoLink(tx: Db, userId: string): Promise<void> {
  await tx("deletionUndoLinks").where({ userId }).delete();
}

/** One account whose time is over, held until the transaction ends; what another process works on is left to it. */
export async function lockDueUser(tx: Db, now: Date): Promise<User | undefined> {
  return tx<User>("users").where("deletesAt", "<=", now).orderBy("deletesAt").forUpdate().skipLocked().first();
}
