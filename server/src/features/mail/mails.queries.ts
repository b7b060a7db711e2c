import type { Db } from "../../platform/db.ts";
import type { MailKind } from "./mail.ts";

export type StoredMail = {
  id: string;
  kind: MailKind;
  recipient: string;
  sealedValues: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  sentAt: Date | null;
  failedAt: Date | null;
  failure: string | null;
};

export async function insertMails(
  tx: Db,
  mails: ReadonlyArray<Pick<StoredMail, "id" | "kind" | "recipient" | "sealedValues" | "createdAt" | "expiresAt">>,
): Promise<void> {
  await tx("mails").insert(mails);
}

/** A mail that is neither sent nor given up. */
export async function findWaitingMail(db: Db, id: string): Promise<StoredMail | undefined> {
  return db<StoredMail>("mails").where({ id }).whereNull("sentAt").whereNull("failedAt").first();
}

/** Notes that the mail server has it, and forgets what it says, in one statement. */
export async function updateSent(db: Db, id: string, sentAt: Date): Promise<void> {
  await db("mails").where({ id }).update({ sentAt, sealedValues: null });
}

/** Gives a mail up and forgets what it says. */
export async function updateFailed(db: Db, id: string, { failedAt, failure }: { failedAt: Date; failure: string }): Promise<void> {
  await db("mails").where({ id }).update({ failedAt, failure, sealedValues: null });
}

export async function deleteMail(db: Db, id: string): Promise<void> {
  await db("mails").where({ id }).delete();
}

/** Mails that wait now, and since when the oldest does. */
export async function getBacklog(db: Db): Promise<{ waiting: number; oldest: Date | null }> {
  const row = await db("mails").whereNull("sentAt").whereNull("failedAt").count("* as waiting").min("createdAt as oldest").first();
  return { waiting: Number(row?.waiting ?? 0), oldest: (row?.oldest as Date | null | undefined) ?? null };
}

/** Gives up what waits since before then: its tries are used up, or it was put while no mail server was set. Forgets what it says. */
export async function giveUpOldMails(db: Db, before: Date, failedAt: Date): Promise<void> {
  await db("mails")
    .whereNull("sentAt")
    .whereNull("failedAt")
    .where("createdAt", "<", before)
    .update({ failedAt, failure: "too old", sealedValues: null });
}

export async function deleteOldMails(db: Db, before: Date): Promise<void> {
  await db("mails").where("createdAt", "<", before).delete();
}

export async function findReadableMail(db: Db, id: string): Promise<StoredMail | undefined> {
  return db<StoredMail>("mails").where({ id }).whereNotNull("sealedValues").first();
}

/** Mails that can be read, newest first: one more than asked for when there are more. */
export async function listReadableMails(db: Db, { before, limit }: { before?: string; limit: number }): Promise<StoredMail[]> {
  const query = db<StoredMail>("mails").whereNotNull("sealedValues").whereNot("kind", "nothing");
  if (before !== undefined) void query.where("id", "<", before);
  return query.orderBy("id", "desc").limit(limit + 1);
}
