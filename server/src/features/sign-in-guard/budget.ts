import type { Redis } from "ioredis";
import { countIn, createWindow } from "../../platform/windows.ts";
import type { Counter } from "./counter.ts";

export type BudgetPolicy = { attempts: number; windowSeconds: number };

/**
 * So many attempts in a window that begins with the first one. Any stretch as long as the window meets two windows at most,
 * so that it holds twice as many at most.
 *
 * Counted in Redis and in this process, and both must have room: what one process lets through stays within the bound
 * whatever becomes of Redis (stopped, flushed, back again), and what all let through does while it answers.
 */
export function createBudget(redis: Redis | null, name: string, { attempts, windowSeconds }: BudgetPolicy): Counter {
  const own = createWindow({ redis: null, name, points: attempts, windowSeconds });
  const windows = redis ? [createWindow({ redis, name, points: attempts, windowSeconds }), own] : [own];

  const giveBack = async (key: string) => {
    for (const window of windows) {
      // The window in which it was counted is over: the new one must not hold more than others.
      if ((await window.reward(key)).consumedPoints < 0) await window.penalty(key);
    }
  };

  return {
    async look(key) {
      const seen = await Promise.all(windows.map((window) => window.get(key)));
      return Math.max(0, ...seen.map((one) => (one && one.consumedPoints >= attempts ? one.msBeforeNext / 1000 : 0)));
    },
    async take(key) {
      let highest = 0;
      for (const window of windows) {
        const { isWithin, count, waitSeconds } = await countIn(window, key);
        if (!isWithin) return { isTaken: false, waitSeconds };
        highest = Math.max(highest, count);
      }
      return { isTaken: true, count: highest, giveBack: () => giveBack(key) };
    },
    async reset(key) {
      await Promise.all(windows.map((window) => window.delete(key)));
    },
  };
}
