import { createHash } from "node:crypto";
import type { Db } from "../../platform/db.ts";

/** Uses a value up. False when it was used before: of two at once, one wins. It is remembered for as long as it would be good. */
export async function spendOnce(db: Db, value: string, expiresAt: Date): Promise<boolean> {
  const hash = createHash("sha256").update(value).digest();
  const rows = await db("usedProviderFlows").insert({ hash, expiresAt }).onConflict("hash").ignore().returning("hash");
  return rows.length === 1;
}

/** Forgets what has expired by itself. */
export async function deleteOldFlows(db: Db, now: Date): Promise<void> {
  await db("usedProviderFlows").where("expiresAt", "<", now).delete();
}
