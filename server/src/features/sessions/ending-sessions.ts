import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvents, type Actor } from "../audit/index.ts";
import { voidPendingSignIns } from "../pending-sign-ins/index.ts";
import type { Denylist } from "./denylist.ts";
import type { Ending } from "./session-ends.ts";
import { endImpersonationsFrom, endLiveSessions } from "./sessions.queries.ts";

export type EndSessions = (ending: Ending & { userId: string; actor: Actor; origin?: Origin }) => Promise<string[]>;

/** Whoever acts for others from one of these sessions leaves them with it. A statement of its own sees what began meanwhile. */
async function leaveWith(tx: Db, sessionIds: readonly string[], now: Date): Promise<string[]> {
  if (sessionIds.length === 0) return [];
  const left = await endImpersonationsFrom(tx, sessionIds, now);
  const event = { action: "session.ended", outcome: "success", actor: { type: "system" }, after: { reason: "impersonator_left" } } as const;
  await recordEvents(
    tx,
    left.map(({ id, userId }) => ({ ...event, subjectUserId: userId, target: { type: "session", id } as const })),
    now,
  );
  return left.map(({ id }) => id);
}

/**
 * The only way to end sessions, for a reason of SESSION_ENDS: runs the work in a transaction, records each end in it, and
 * tells the denylist after the commit, so that the access tokens of the ended sessions are refused from then on. What ends more
 * than one device ends the sign-ins that wait for a second factor, too.
 */
export async function endingSessions<T>(
  { db, clock, denylist }: { db: Db; clock: Clock; denylist: Denylist },
  work: (tx: Db, end: EndSessions, now: Date) => Promise<T>,
): Promise<T> {
  const ended: string[] = [];
  const now = clock();
  const result = await db.transaction((tx) =>
    work(
      tx,
      async ({ reason, actor, origin, ...filter }) => {
        if (filter.only === undefined) await voidPendingSignIns(tx, filter.userId, now);
        const ids = await endLiveSessions(tx, filter, reason, now);
        const event = {
          action: "session.ended",
          outcome: "success",
          actor,
          subjectUserId: filter.userId,
          ...(origin && { origin }),
          after: { reason },
        } as const;
        await recordEvents(
          tx,
          ids.map((id) => ({ ...event, target: { type: "session", id } as const })),
          now,
        );
        ended.push(...ids, ...(await leaveWith(tx, ids, now)));
        return ids;
      },
      now,
    ),
  );
  await denylist.deny(ended);
  return result;
}
