import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { getUser } from "../users/index.ts";
import { dismissNotices, hasNotice } from "./notices.queries.ts";

/** Marks one notice of the person as seen. Doing it twice is no error and no second event. Throws `not_found` for what is not theirs. */
export async function dismissNotice(
  { db, clock }: { db: Db; clock: Clock },
  { userId, noticeId, origin }: { userId: string; noticeId: string; origin: Origin },
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock();
    const { name } = await getUser(tx, userId);
    const dismissed = await dismissNotices(tx, { userId, only: noticeId }, now);
    if (dismissed === 0) {
      if (await hasNotice(tx, userId, noticeId)) return;
      throw new Problem("not_found");
    }
    const actor = { type: "user", id: userId, name } as const;
    const target = { type: "notice", id: noticeId } as const;
    await recordEvent(tx, { action: "notice.dismissed", outcome: "success", actor, target, subjectUserId: userId, origin }, now);
  });
}

/** Marks every open notice of the person as seen, and records it once, with how many there were. */
export async function dismissAllNotices(
  { db, clock }: { db: Db; clock: Clock },
  { userId, origin }: { userId: string; origin: Origin },
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock();
    const { name } = await getUser(tx, userId);
    const count = await dismissNotices(tx, { userId }, now);
    if (count === 0) return;
    const actor = { type: "user", id: userId, name } as const;
    await recordEvent(tx, { action: "notice.dismissed", outcome: "success", actor, subjectUserId: userId, origin, after: { count } }, now);
  });
}
