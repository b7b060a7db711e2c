import type { Redis } from "ioredis";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { listen } from "../../platform/listen.ts";
import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { isEnded, listEndedSince } from "./sessions.queries.ts";

/** Sessions whose access tokens must be refused although they have not expired. */
export type Denylist = {
  /** At most one round trip to Redis. When nothing faster can be believed, Postgres answers. */
  isDenied(sessionId: string): Promise<boolean>;
  /**
   * Call it after the commit that ended them. Resolves when this process refuses them, and Redis holds them or is no longer
   * believed. A Redis that takes neither leaves the others to what they hear from Postgres, milliseconds later.
   */
  deny(sessionIds: string[]): Promise<void>;
  close(): Promise<void>;
};

export type DenylistDeps = {
  db: Db;
  listenUrl: string;
  redis: Redis | null;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  longestAccessSeconds: number;
};

/** Stands in Redis as long as Redis holds every entry. A flush or an empty restart takes it away, and with it the belief. */
const COMPLETE = "gatehouse:denied:complete";
const keyOf = (sessionId: string) => `gatehouse:denied:session:${sessionId}`;
/** Tokens are kept out a little longer than they live, for clocks that differ. */
const SKEW_SECONDS = 60;

/**
 * Postgres is the truth. Redis, while it is complete, answers for all processes; each process also hears of ended sessions
 * from Postgres itself, which is all that a single process without Redis needs.
 */
export async function createDenylist(deps: DenylistDeps): Promise<Denylist> {
  const { db, redis, clock, log, metrics } = deps;
  const keepSeconds = deps.longestAccessSeconds + SKEW_SECONDS;
  const heard = new Map<string, number>();
  let isHearing = false;
  let refilling: Promise<void> | undefined;

  const hear = (ids: string[]) => {
    const until = addSeconds(clock(), keepSeconds).getTime();
    for (const id of ids) heard.set(id, until);
    // Entries are in the order of their end: the oldest are at the front.
    for (const [id, end] of heard) {
      if (end > clock().getTime()) break;
      heard.delete(id);
    }
  };
  const endedLately = () => listEndedSince(db, addSeconds(clock(), -keepSeconds));

  const refill = async (client: Redis) => {
    const pipeline = client.pipeline();
    for (const id of await endedLately()) pipeline.set(keyOf(id), 1, "EX", keepSeconds);
    const replies = await pipeline.set(COMPLETE, 1).exec();
    const failed = replies?.find(([error]) => error)?.[0];
    if (failed) throw failed;
    log.info("the denylist in Redis is complete again");
  };

  const askRedis = async (client: Redis, sessionId: string): Promise<boolean | undefined> => {
    try {
      const [complete, denied] = await client.mget(COMPLETE, keyOf(sessionId));
      if (complete) return denied !== null;
      refilling ??= refill(client)
        .catch((error: unknown) => log.warn({ err: error }, "the denylist in Redis could not be refilled"))
        .finally(() => (refilling = undefined));
    } catch {
      // Away or too slow: the client itself logs it once.
    }
    return undefined;
  };

  const listener = await listen({
    url: deps.listenUrl,
    channel: "session_ended",
    log,
    onConnected: async () => {
      hear(await endedLately());
      isHearing = true;
    },
    onMessage: (sessionId) => hear([sessionId]),
    onLost: () => (isHearing = false),
  });

  return {
    async isDenied(sessionId) {
      if (heard.has(sessionId)) return true;
      // Whoever does not hear believes nobody but Postgres: what Redis lost, by eviction say, would be missed.
      if (isHearing) {
        const answer = redis ? await askRedis(redis, sessionId) : false;
        if (answer !== undefined) {
          metrics.denylistAnswers.inc({ source: redis ? "redis" : "process" });
          return answer;
        }
      }
      metrics.denylistAnswers.inc({ source: "postgres" });
      return isEnded(db, sessionId, clock());
    },

    async deny(sessionIds) {
      hear(sessionIds);
      if (!redis || sessionIds.length === 0) return;
      const pipeline = redis.pipeline();
      for (const id of sessionIds) pipeline.set(keyOf(id), 1, "EX", keepSeconds);
      try {
        const replies = await pipeline.exec();
        const failed = replies?.find(([error]) => error)?.[0];
        if (failed) throw failed;
      } catch (error) {
        log.error({ err: error }, "Redis did not take a revocation; it is not believed until it is refilled");
        await redis.del(COMPLETE).catch(() => undefined);
      }
    },

    close: () => listener.close(),
  };
}
