import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Notice } from "./notice.ts";

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** For nobody a row is written too, so that neither the statement nor its time tells whether there is a person. */
export async function insertNotice(
  tx: Db,
  { userId, ...notice }: Pick<Notice, "id" | "kind" | "details" | "createdAt"> & { userId: string | null },
): Promise<void> {
  await tx("notices").insert({ ...notice, userId: userId ?? NOBODY, details: JSON.stringify(notice.details) });
}

type NewNotice = Pick<Notice, "id" | "kind" | "details" | "createdAt" | "userId">;

export async function insertNotices(tx: Db, notices: readonly NewNotice[]): Promise<void> {
  await tx("notices").insert(notices.map((notice) => ({ ...notice, details: JSON.stringify(notice.details) })));
}

export async function deleteNoticesOfNobody(db: Db): Promise<void> {
  await db("notices").where({ userId: NOBODY }).delete();
}

const KEEP_DISMISSED_SECONDS = 365 * 86_400;

/** Forgets notices a year after they were dismissed. */
export async function deleteOldNotices(db: Db, now: Date): Promise<void> {
  await db("notices").where("dismissedAt", "<", addSeconds(now, -KEEP_DISMISSED_SECONDS)).delete();
}

/** The notices of a person, newest first, one more than `limit` when there is a further page. */
export async function listNotices(db: Db, userId: string, page: { before?: string; limit: number }): Promise<Notice[]> {
  const query = db<Notice>("notices").where({ userId });
  if (page.before) void query.where("id", "<", page.before);
  return query.orderBy("id", "desc").limit(page.limit + 1);
}

export async function countOpenNotices(db: Db, userId: string): Promise<number> {
  const row = await db("notices").where({ userId }).whereNull("dismissedAt").count("id as count").first();
  return Number(row?.count);
}

export async function hasNotice(db: Db, userId: string, id: string): Promise<boolean> {
  return (await db("notices").where({ id, userId }).first("id")) !== undefined;
}

/** Whether the person got a notice of one of these kinds since. */
export async function hasBeenTold(
  db: Db,
  { userId, kinds, since }: { userId: string; kinds: ReadonlyArray<Notice["kind"]>; since: Date },
): Promise<boolean> {
  return (await db("notices").where({ userId }).whereIn("kind", kinds).where("createdAt", ">", since).first("id")) !== undefined;
}

/** Marks the open notices of a person, or one of them, as seen. Answers with how many it marked. */
export async function dismissNotices(tx: Db, { userId, only }: { userId: string; only?: string }, now: Date): Promise<number> {
  const query = tx("notices").where({ userId }).whereNull("dismissedAt");
  if (only) void query.where({ id: only });
  return query.update({ dismissedAt: now });
}
