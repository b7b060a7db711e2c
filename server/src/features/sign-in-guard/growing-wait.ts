import type { Redis } from "ioredis";
import { countIn, createWindow } from "../../platform/windows.ts";
import type { Counter } from "./counter.ts";

export type GrowthPolicy = {
  freeFailures: number;
  /** After the last free failure. Each further one doubles it. With Redis, a whole number. */
  firstWaitSeconds: number;
  longestWaitSeconds: number;
  /** Without a failure for so long, all is forgotten. */
  forgetSeconds: number;
};

/**
 * Some free failures, then waits that double. An attempt that has to wait counts for nothing and does not prolong the wait.
 *
 * Of many at once no more than the free ones pass: all but the last of them by a window, the last one and every later one
 * by a gate that lets one through and shuts itself for the wait in the same step. Whoever is through holds the gate, so
 * that what follows need not be one step. The window of the free ones begins with the first of them; what has made people
 * wait is kept from the last failure on.
 */
export function createGrowingWait(redis: Redis | null, name: string, policy: GrowthPolicy): Counter {
  const { freeFailures, firstWaitSeconds, longestWaitSeconds, forgetSeconds } = policy;
  const free = createWindow({ redis, name: `${name}:free`, points: freeFailures - 1, windowSeconds: forgetSeconds });
  const slow = createWindow({ redis, name: `${name}:slow`, points: Number.MAX_SAFE_INTEGER, windowSeconds: forgetSeconds });
  const gate = createWindow({ redis, name: `${name}:gate`, points: 1, windowSeconds: longestWaitSeconds });
  const waitAfter = (passed: number) => Math.min(firstWaitSeconds * 2 ** passed, longestWaitSeconds);

  const giveFreeBack = async (key: string) => {
    // A key of 0 would be kept for as long as one that counts.
    if ((await free.reward(key)).consumedPoints <= 0) await free.delete(key);
  };
  const giveSlowBack = async (key: string) => {
    if ((await slow.reward(key)).consumedPoints <= 0) await slow.delete(key);
    await gate.delete(key);
  };

  return {
    async look(key) {
      return Math.max(0, ((await gate.get(key))?.msBeforeNext ?? 0) / 1000);
    },
    async take(key) {
      const before = (await slow.get(key))?.consumedPoints ?? 0;
      if (before <= 0) {
        const { isWithin, count } = await countIn(free, key);
        if (isWithin) return { isTaken: true, count, giveBack: () => giveFreeBack(key) };
      }
      const { isWithin, waitSeconds } = await countIn(gate, key, waitAfter(Math.max(0, before)));
      if (!isWithin) return { isTaken: false, waitSeconds };
      const passed = (await slow.penalty(key)).consumedPoints;
      await Promise.all([slow.set(key, passed, forgetSeconds), gate.set(key, 1, waitAfter(passed - 1))]);
      return { isTaken: true, count: freeFailures - 1 + passed, giveBack: () => giveSlowBack(key) };
    },
    async reset(key) {
      await Promise.all([free.delete(key), slow.delete(key), gate.delete(key)]);
    },
  };
}
