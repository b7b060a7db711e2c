import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";

export type Window = RateLimiterAbstract;

/** `redis: null` keeps the window in this process alone. */
export type WindowOptions = { redis: Redis | null; name: string; points: number; windowSeconds: number };

/**
 * Counts by key: `points` in a window that begins with the first one. In Redis when there is one; while it fails or is away
 * the same window goes on in the process: never unlimited, never shut. Times are real ones, which no clock of a test moves.
 */
export function createWindow({ redis, name, points, windowSeconds }: WindowOptions): Window {
  const options = { points, duration: windowSeconds, keyPrefix: `gatehouse:limit:${name}` };
  const inProcess = new RateLimiterMemory(options);
  return redis
    ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: inProcess, rejectIfRedisNotReady: true })
    : inProcess;
}

/** What a window said: whether there was room, how many it has counted, and the seconds until it is over. */
export type Counted = { isWithin: boolean; count: number; waitSeconds: number };

/** Counts one. A window that begins with it lasts `seconds`, if that is said. Of many at once, as many as there is room for are within. */
export async function countIn(window: Window, key: string, seconds?: number): Promise<Counted> {
  try {
    return counted(true, await window.consume(key, 1, seconds === undefined ? {} : { customDuration: seconds }));
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return counted(false, refusal);
    throw refusal;
  }
}

function counted(isWithin: boolean, { consumedPoints, msBeforeNext }: RateLimiterRes): Counted {
  return { isWithin, count: consumedPoints, waitSeconds: msBeforeNext / 1000 };
}
