import type { Db } from "../../platform/db.ts";

const NOBODY = "00000000-0000-0000-0000-000000000000";

/**
 * Whether the browser is one of those of the person with that address. A person and a browser are looked for in any case,
 * made-up ones for want of others, so that the time of the answer does not tell whether the address has an account.
 */
export async function isBrowserOf(
  db: Db,
  { email, browserHash, since }: { email: string; browserHash: Buffer; since: Date },
): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ isKnown: boolean }] }>(
    `with found as (select id from users where email = :email),
       person as (select id from found union all select cast(:nobody as uuid) where not exists (select from found))
     select exists (
       select from known_browsers where user_id = (select id from person) and browser_hash = :browserHash and last_used_at > :since
     ) as is_known`,
    { email, browserHash, since, nobody: NOBODY },
  );
  return rows[0].isKnown;
}

export async function findLastUse(
  db: Db,
  { userId, browserHash }: { userId: string; browserHash: Buffer },
): Promise<{ lastUsedAt: Date; isProgram: boolean } | undefined> {
  return db("knownBrowsers").where({ userId, browserHash }).first("lastUsedAt", "isProgram");
}

export async function upsertBrowser(
  tx: Db,
  { userId, browserHash, isProgram, now }: { userId: string; browserHash: Buffer; isProgram: boolean; now: Date },
): Promise<void> {
  await tx("knownBrowsers")
    .insert({ userId, browserHash, isProgram, createdAt: now, lastUsedAt: now })
    .onConflict(["userId", "browserHash"])
    .merge({ lastUsedAt: now });
}

/** Leaves the person the browsers, or the programs, that they used last. */
export async function deleteSurplusBrowsers(
  tx: Db,
  { userId, isProgram, most }: { userId: string; isProgram: boolean; most: number },
): Promise<void> {
  const surplus = tx("knownBrowsers").where({ userId, isProgram }).orderBy("lastUsedAt", "desc").offset(most).select("browserHash");
  await tx("knownBrowsers").where({ userId }).whereIn("browserHash", surplus).delete();
}

export async function deleteBrowsersOf(tx: Db, userId: string, exceptHash?: Buffer): Promise<void> {
  const query = tx("knownBrowsers").where({ userId });
  if (exceptHash) void query.whereNot({ browserHash: exceptHash });
  await query.delete();
}

export async function deleteBrowsers(tx: Db, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx("knownBrowsers").where({ userId }).whereIn("browserHash", hashes).delete();
}

export async function deleteBrowsersUnusedSince(db: Db, before: Date): Promise<void> {
  await db("knownBrowsers").where("lastUsedAt", "<", before).delete();
}
