import { Redis } from "ioredis";
import type { Log } from "./log.ts";

/**
 * A client that fails fast: a command neither waits for a connection nor longer than 100 ms, so that a sick Redis costs a
 * request little and the caller falls back. It reconnects by itself for ever, and logs once that it is away and once that
 * it is back.
 */
export function connectRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    commandTimeout: 100,
    connectTimeout: 2_000,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let isAway = false;
  redis.on("error", (error: Error) => {
    if (!isAway) log.warn({ err: error }, "Redis is not reachable");
    isAway = true;
  });
  redis.on("ready", () => {
    isAway = false;
    log.info("Redis is connected");
  });
  return redis;
}
