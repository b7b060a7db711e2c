import { randomUUID } from "node:crypto";
import type { ChainableCommander, Redis } from "ioredis";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { listen } from "../../platform/listen.ts";
import type { Log } from "../../platform/log.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { listEpochsSince, type Epoch } from "../organization-access/index.ts";
import { listEndedSince, readStanding } from "./sessions.queries.ts";

/** Whose token it is, and the organization that it names. */
type Bearer = { sessionId: string; organizationId: string | null };

/** `epoch`: what the organization's epoch has grown to lately, if it has. What was remembered at an earlier one must be read anew. */
type Standing = { isDenied: boolean; epoch: number | undefined };

/** Sessions whose access tokens must be refused although they have not expired, and organizations of which something has changed. */
export type Denylist = {
  /** At most one round trip to Redis. When nothing faster can be believed, Postgres answers. */
  standingOf(bearer: Bearer): Promise<Standing>;
  /**
   * Call it after the commit that ended them. Resolves when this process refuses them, and Redis holds them or is no longer
   * believed. A Redis that takes neither leaves the others to what they hear from Postgres, milliseconds later.
   */
  deny(sessionIds: string[]): Promise<void>;
  /** Likewise, after the commit with which the epochs have grown: what any process remembers of their members counts no more. */
  announce(epochs: readonly Epoch[]): Promise<void>;
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
/** Stands while Redis is being refilled. A flush takes it away too, and with it what was written before. */
const fenceKeyOf = (refill: string) => `gatehouse:denied:refill:${refill}`;
const FENCE_SECONDS = 60;
const COMPLETE_BEHIND_FENCE = `
  if redis.call("DEL", KEYS[1]) == 0 then return 0 end
  redis.call("SET", KEYS[2], 1)
  return 1`;
const keyOf = (sessionId: string) => `gatehouse:denied:session:${sessionId}`;
const epochKeyOf = (organizationId: string) => `gatehouse:epoch:${organizationId}`;
const KEEP_LATER = `
  local known = tonumber(redis.call("GET", KEYS[1]) or "0")
  redis.call("SET", KEYS[1], math.max(known, tonumber(ARGV[1])), "EX", ARGV[2])`;

/** What the last command answered. Rejects when one of them was refused. */
async function executed(pipeline: ChainableCommander): Promise<unknown> {
  const answers = (await pipeline.exec()) ?? [];
  const failed = answers.find(([error]) => error)?.[0];
  if (failed) throw failed;
  return answers.at(-1)?.[1];
}

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
  const heardEpochs = new Map<string, { epoch: number; until: number }>();
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
  const hearEpochs = (epochs: readonly Epoch[]) => {
    const until = addSeconds(clock(), keepSeconds).getTime();
    for (const { organizationId, epoch } of epochs) {
      // Moved to the back, so that the oldest stay at the front; messages may come out of order.
      const before = heardEpochs.get(organizationId)?.epoch ?? 0;
      heardEpochs.delete(organizationId);
      heardEpochs.set(organizationId, { epoch: Math.max(before, epoch), until });
    }
    for (const [id, { until: end }] of heardEpochs) {
      if (end > clock().getTime()) break;
      heardEpochs.delete(id);
    }
  };
  const grownLately = () => listEpochsSince(db, addSeconds(clock(), -keepSeconds));
  const endedLately = () => listEndedSince(db, addSeconds(clock(), -keepSeconds));

  /** A later epoch is never overwritten by an earlier one: two that write at once may come in any order. */
  const writeEpoch = (pipeline: ChainableCommander, { organizationId, epoch }: Epoch) =>
    pipeline.eval(KEEP_LATER, 1, epochKeyOf(organizationId), epoch, keepSeconds);

  /**
   * What others write while Postgres is read stands in Redis by itself, unless Redis is flushed once more meanwhile: then nothing
   * would hold it, and Redis is not complete.
   */
  const refill = async (client: Redis) => {
    const fence = fenceKeyOf(randomUUID());
    await client.set(fence, 1, "EX", FENCE_SECONDS);
    const pipeline = client.pipeline();
    for (const id of await endedLately()) pipeline.set(keyOf(id), 1, "EX", keepSeconds);
    for (const epoch of await grownLately()) writeEpoch(pipeline, epoch);
    const isComplete = await executed(pipeline.eval(COMPLETE_BEHIND_FENCE, 2, fence, COMPLETE));
    if (isComplete !== 1) throw new Error("Redis was emptied while it was refilled");
    log.info("the denylist in Redis is complete again");
  };

  const askRedis = async (client: Redis, { sessionId, organizationId }: Bearer): Promise<Standing | undefined> => {
    try {
      const keys = [COMPLETE, keyOf(sessionId), ...(organizationId === null ? [] : [epochKeyOf(organizationId)])];
      const [complete, denied, epoch] = await client.mget(keys);
      if (complete) return { isDenied: denied !== null, epoch: epoch ? Number(epoch) : undefined };
      refilling ??= refill(client)
        .catch((error: unknown) => log.warn({ err: error }, "the denylist in Redis could not be refilled"))
        .finally(() => (refilling = undefined));
    } catch {
      // Away or too slow: the client itself logs it once.
    }
    return undefined;
  };

  const tellRedis = async (client: Redis, pipeline: ChainableCommander): Promise<void> => {
    try {
      await executed(pipeline);
    } catch (error) {
      log.error({ err: error }, "Redis did not take a revocation; it is not believed until it is refilled");
      await client.del(COMPLETE).catch(() => undefined);
    }
  };

  const listener = await listen({
    url: deps.listenUrl,
    channels: ["session_ended", "organization_epoch"],
    log,
    onConnected: async () => {
      hear(await endedLately());
      hearEpochs(await grownLately());
      isHearing = true;
    },
    onMessage: (channel, payload) => {
      if (channel === "session_ended") return hear([payload]);
      const [organizationId = "", epoch] = payload.split(" ");
      hearEpochs([{ organizationId, epoch: Number(epoch) }]);
    },
    onLost: () => (isHearing = false),
  });

  return {
    async standingOf(bearer) {
      const { sessionId, organizationId } = bearer;
      const epochHeard = organizationId === null ? undefined : heardEpochs.get(organizationId)?.epoch;
      if (heard.has(sessionId)) return { isDenied: true, epoch: epochHeard };
      // Whoever does not hear believes nobody but Postgres: what Redis lost, by eviction say, would be missed.
      if (isHearing) {
        const answer = redis ? await askRedis(redis, bearer) : { isDenied: false, epoch: undefined };
        if (answer !== undefined) {
          metrics.denylistAnswers.inc({ source: redis ? "redis" : "process" });
          const epochs = [answer.epoch, epochHeard].filter((epoch) => epoch !== undefined);
          return { isDenied: answer.isDenied, epoch: epochs.length > 0 ? Math.max(...epochs) : undefined };
        }
      }
      metrics.denylistAnswers.inc({ source: "postgres" });
      const { isEnded: isDenied, epoch } = await readStanding(db, bearer, clock());
      return { isDenied, epoch };
    },

    async deny(sessionIds) {
      hear(sessionIds);
      if (!redis || sessionIds.length === 0) return;
      const pipeline = redis.pipeline();
      for (const id of sessionIds) pipeline.set(keyOf(id), 1, "EX", keepSeconds);
      await tellRedis(redis, pipeline);
    },

    async announce(epochs) {
      hearEpochs(epochs);
      if (!redis || epochs.length === 0) return;
      const pipeline = redis.pipeline();
      for (const epoch of epochs) writeEpoch(pipeline, epoch);
      await tellRedis(redis, pipeline);
    },

    close: () => listener.close(),
  };
}
