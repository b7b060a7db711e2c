import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from "rate-limiter-flexible";
import type { Metrics } from "../platform/metrics.ts";
import { Problem } from "./problem.ts";

/** How many requests one address may send in a window, unless a deployment says otherwise. `credentials` guards what a guesser would call. */
export const LIMITS = {
  credentials: { points: 20, windowSeconds: 60 },
  refresh: { points: 600, windowSeconds: 60 },
} as const;

export type LimitName = keyof typeof LIMITS;
export type Limits = Record<LimitName, { points: number; windowSeconds: number }>;

export type Limiter = {
  /** What this process allows. */
  limits: Limits;
  /** Counts one request. Throws `too_many_requests` with the wait when the window is used up. */
  consume(limit: LimitName, ip: string): Promise<void>;
};

/** An IPv6 client owns its whole /64 (RFC 4291, RFC 6177), so that is what is counted; IPv4 inside IPv6 counts as IPv4. */
export function limitKey(ip: string): string {
  const address = ip.toLowerCase().replace(/^::ffff:(?=\d+\.)/, "");
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(zeros).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

function createWindow(name: LimitName, { points, windowSeconds }: Limits[LimitName], redis: Redis | null): RateLimiterAbstract {
  const options = { points, duration: windowSeconds, keyPrefix: `gatehouse:limit:${name}` };
  const inProcess = new RateLimiterMemory(options);
  // When Redis fails, the same window goes on in the process: never unlimited, never shut.
  return redis
    ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: inProcess, rejectIfRedisNotReady: true })
    : inProcess;
}

export type LimiterOptions = {
  redis: Redis | null;
  metrics: Metrics;
  /** What this deployment allows in place of the default. */
  points?: Partial<Record<LimitName, number>>;
};

/** Windows in Redis when there is one, in the process otherwise or while Redis is away. */
export function createLimiter({ redis, metrics, points }: LimiterOptions): Limiter {
  const names = Object.keys(LIMITS) as LimitName[];
  const limits = Object.fromEntries(
    names.map((name) => [name, { ...LIMITS[name], points: points?.[name] ?? LIMITS[name].points }]),
  ) as Limits;
  const windows = new Map(names.map((name) => [name, createWindow(name, limits[name], redis)]));
  return {
    limits,
    async consume(limit, ip) {
      try {
        await windows.get(limit)?.consume(limitKey(ip));
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        metrics.limitedRequests.inc({ limit });
        throw new Problem("too_many_requests", { retryAfterSeconds: refusal.msBeforeNext / 1000 });
      }
    },
  };
}
