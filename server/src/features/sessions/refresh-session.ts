import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { lockUser } from "../users/index.ts";
import type { Denylist } from "./denylist.ts";
import { endingSessions } from "./ending-sessions.ts";
import type { RefreshTokens } from "./refresh-token.ts";
import { SESSION_ENDS } from "./session-ends.ts";
import type { Session } from "./session.ts";
import { rotateCounter } from "./sessions.queries.ts";
import type { SessionPolicy } from "./start-session.ts";

/** How long the token just used may be shown again whatever else happened: siblings of a tab, answers lost on the way. */
const REPLAY_SECONDS = 30;
/** How long a refresh waits for another one that holds the row before it says 409. */
const ROW_TIMEOUT_MS = 3_000;

type Judgement = "rotated" | "replayed" | "theft" | "ended";

/**
 * What a presented counter means, given the row as its compare-and-set left it:
 * current: rotated. One behind: the same successor again, for a while, or as long as nobody has shown that the successor
 * arrived. Anything older, or later: two parties hold tokens of one family.
 */
export function judgeRefresh(row: Session, presented: number, now: Date): Judgement {
  if (row.endedAt || row.idleExpiresAt <= now || row.expiresAt <= now) return "ended";
  if (row.counter !== presented + 1) return "theft";
  if (row.rotatedAt.getTime() === now.getTime()) return "rotated";
  const isRecent = now <= addSeconds(row.rotatedAt, REPLAY_SECONDS);
  const hasArrived = row.presentedCounter >= row.counter;
  return isRecent || !hasArrived ? "replayed" : "theft";
}

export type RefreshDeps = {
  db: Db;
  clock: Clock;
  refreshTokens: RefreshTokens;
  denylist: Denylist;
  metrics: Metrics;
  sessionPolicy: SessionPolicy;
  outbox: Outbox;
  publicUrl: string;
};

/**
 * Exchanges a refresh token for the session at its current counter. Throws `refresh_token_invalid`, `session_ended`, or
 * `refresh_in_progress` when the row stayed busy, in which case the same token may be sent again.
 */
export async function refreshSession(deps: RefreshDeps, token: string, origin: Origin): Promise<Session> {
  const { db, clock, refreshTokens, metrics, sessionPolicy } = deps;
  const { sid, ctr } = await refreshTokens.verify(token).catch((problem: unknown) => {
    metrics.refreshes.inc({ outcome: "invalid" });
    throw problem;
  });
  const now = clock();
  const rotation = { id: sid, presented: ctr, now, idleExpiresAt: addSeconds(now, sessionPolicy.idleSeconds) };
  const row = await rotateCounter(db, rotation, ROW_TIMEOUT_MS).catch((error: unknown) => {
    // The same name for a pool without a free connection, which is no conflict.
    if (!(error instanceof Error && /query timeout/.test(error.message))) throw error;
    metrics.refreshes.inc({ outcome: "conflict" });
    throw new Problem("refresh_in_progress", { retryAfterSeconds: 1, cause: error });
  });
  if (!row) throw new Problem("session_ended");

  const judgement = judgeRefresh(row, ctr, now);
  metrics.refreshes.inc({ outcome: judgement });
  if (judgement === "theft") await endFamily(deps, row, ctr, origin);
  if (judgement === "theft" || judgement === "ended") throw sessionEnded(row);
  return row;
}

/** Says why to who holds a token of it, for the console to show. */
function sessionEnded({ endReason }: Session): Problem {
  return new Problem("session_ended", endReason ? { detail: `${SESSION_ENDS[endReason].sentence} Sign in again.` } : {});
}

/** Ends the family and tells its owner. What was judged stays true meanwhile: counters only grow and a window that closed stays closed. */
export async function endFamily(deps: RefreshDeps, row: Session, presented: number, origin: Origin): Promise<void> {
  await endingSessions(deps, async (tx, end, now) => {
    // Before the session, as everybody holds them.
    const { email, name } = await lockUser(tx, row.userId);
    const ended = await end({ userId: row.userId, only: row.id, reason: "reuse_detected", actor: { type: "system" }, origin });
    if (ended.length === 0) return;
    const target = { type: "session", id: row.id } as const;
    const after = { presented, current: row.counter };
    await recordEvent(
      tx,
      {
        action: "session.reuse_detected",
        outcome: "denied",
        actor: { type: "anonymous" },
        target,
        subjectUserId: row.userId,
        origin,
        after,
      },
      now,
    );
    const device = deviceOf(row);
    const mail = {
      kind: "refresh_token_reused",
      to: email,
      values: { name, device, recoveryLink: `${deps.publicUrl}/forgot` },
    } as const;
    const details = { device, ip: origin.ip };
    await giveNotice(deps.outbox, tx, { userId: row.userId, kind: "refresh_token_reused", details, mail }, now);
  });
}
