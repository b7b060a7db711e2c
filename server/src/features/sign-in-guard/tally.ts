import type { Redis } from "ioredis";
import { countIn, createWindow } from "../../platform/windows.ts";
import type { Counter } from "./counter.ts";

/** Counts in a window that begins with the first attempt, and refuses none: for what cannot be guessed, so that nobody shuts another out of it. */
export function createTally(redis: Redis | null, name: string, { windowSeconds }: { windowSeconds: number }): Counter {
  const window = createWindow({ redis, name, points: Number.MAX_SAFE_INTEGER, windowSeconds });
  const giveBack = async (key: string) => {
    if ((await window.reward(key)).consumedPoints <= 0) await window.delete(key);
  };
  return {
    look: async () => 0,
    take: async (key) => ({ isTaken: true, count: (await countIn(window, key)).count, giveBack: () => giveBack(key) }),
    reset: async (key) => void (await window.delete(key)),
  };
}
