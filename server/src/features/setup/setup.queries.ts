import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { MailMode } from "../mail/index.ts";

/** Held until the transaction ends, so that two cannot become the first administrator at once. */
export async function lockSetup(tx: Db): Promise<void> {
  await tx.raw("select pg_advisory_xact_lock(hashtext('setup'))");
}

/** Whether there is an administrator. Where addresses are proven by mail, only one counts whose address is: another could not sign in. */
export async function hasAdministrator(db: Db, mail: MailMode): Promise<boolean> {
  const query = db("users").where({ instanceRole: "administrator" });
  if (mail === "smtp") void query.whereNotNull("emailVerifiedAt");
  return (await query.first("id")) !== undefined;
}

export async function insertSetupLink(tx: Db, link: { tokenHash: Buffer; createdAt: Date; expiresAt: Date }): Promise<void> {
  await tx("setupLinks").insert(link);
}

/** A new link makes the earlier ones worthless. */
export async function voidSetupLinks(tx: Db): Promise<void> {
  await tx("setupLinks").whereNull("usedAt").delete();
}

/** Whether the link could be used now. */
export async function isGoodSetupLink(db: Db, tokenHash: Buffer, now: Date): Promise<boolean> {
  return (await db("setupLinks").where({ tokenHash }).whereNull("usedAt").where("expiresAt", ">", now).first("createdAt")) !== undefined;
}

/** Uses up the link. False when there is no such link, or it was used, or has expired. */
export async function consumeSetupLink(tx: Db, tokenHash: Buffer, now: Date): Promise<boolean> {
  return (await tx("setupLinks").where({ tokenHash }).whereNull("usedAt").where("expiresAt", ">", now).update({ usedAt: now })) === 1;
}

const KEEP_SECONDS = 86_400;

/** Forgets links a day after they were used, or expired. */
export async function deleteOldSetupLinks(db: Db, now: Date): Promise<void> {
  await db("setupLinks")
    .whereRaw("least(used_at, expires_at) < ?", [addSeconds(now, -KEEP_SECONDS)])
    .delete();
}
