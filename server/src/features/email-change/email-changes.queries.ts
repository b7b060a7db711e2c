import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { EmailChange, Side } from "./email-change.ts";

/** Held until the transaction ends: what a person's changes of address come to is decided one after another. */
export async function lockEmailChanges(tx: Db, userId: string): Promise<void> {
  await tx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`email change ${userId}`]);
}

export type NewEmailChange = Pick<
  EmailChange,
  "id" | "userId" | "sessionId" | "oldEmail" | "newEmail" | "oldChallengeId" | "newChallengeId" | "createdAt" | "expiresAt"
>;

export async function insertEmailChange(tx: Db, change: NewEmailChange): Promise<EmailChange> {
  const [row] = await tx<EmailChange>("emailChanges").insert(change).returning("*");
  return row as EmailChange;
}

/** The change that is neither done, cancelled nor expired. Whether its session still lives is for the caller to ask. */
export async function findOpenEmailChange(db: Db, userId: string, now: Date): Promise<EmailChange | undefined> {
  return db<EmailChange>("emailChanges")
    .where({ userId })
    .whereNull("completedAt")
    .whereNull("cancelledAt")
    .where("expiresAt", ">", now)
    .first();
}

/** Makes room for the next change: also what has expired counts as one until then. */
export async function cancelEmailChanges(tx: Db, userId: string, now: Date): Promise<void> {
  await tx("emailChanges").where({ userId }).whereNull("completedAt").whereNull("cancelledAt").update({ cancelledAt: now });
}

/** The change, with that side proven. */
export async function updateProvenSide(tx: Db, id: string, side: Side, now: Date): Promise<EmailChange> {
  const column = side === "old" ? "oldProvenAt" : "newProvenAt";
  const [row] = await tx<EmailChange>("emailChanges")
    .where({ id })
    .update({ [column]: now })
    .returning("*");
  return row as EmailChange;
}

export async function updateCompleted(
  tx: Db,
  id: string,
  values: Pick<EmailChange, "completedAt" | "undoTokenHash" | "undoExpiresAt">,
): Promise<void> {
  await tx<EmailChange>("emailChanges").where({ id }).update(values);
}

/** The change of a good undo link. */
export async function findUndoableChange(db: Db, undoTokenHash: Buffer, now: Date): Promise<EmailChange | undefined> {
  return db<EmailChange>("emailChanges").where({ undoTokenHash }).whereNull("undoneAt").where("undoExpiresAt", ">", now).first();
}

/** Uses the undo link up. False when it was used or voided meanwhile: of two at once, one wins. */
export async function updateUndone(tx: Db, id: string, now: Date): Promise<boolean> {
  const query = tx("emailChanges").where({ id }).whereNull("undoneAt").where("undoExpiresAt", ">", now);
  return (await query.update({ undoneAt: now })) === 1;
}

const KEEP_SECONDS = 30 * 86_400;

/** Forgets changes 30 days after they could last be undone, or completed. */
export async function deleteOldEmailChanges(db: Db, now: Date): Promise<void> {
  await db("emailChanges")
    .whereRaw("coalesce(undo_expires_at, expires_at) < ?", [addSeconds(now, -KEEP_SECONDS)])
    .delete();
}

/** Voids the undo links of the changes that were made after this one. */
export async function voidLaterUndoLinks(tx: Db, { userId, completedAt }: EmailChange, now: Date): Promise<void> {
  await tx("emailChanges").where({ userId }).where("completedAt", ">", completedAt).update({ undoExpiresAt: now });
}
