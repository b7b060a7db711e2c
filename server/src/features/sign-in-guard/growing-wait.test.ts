import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { describeWithRedis, testRedisUrl } from "../../../test/with-redis.ts";
import type { Counter, Taken } from "./counter.ts";
import { createGrowingWait, type GrowthPolicy } from "./growing-wait.ts";

const FREE = 5;

/** Takes one, which must be possible now. */
async function takeOne(counter: Counter, key: string): Promise<Taken> {
  const result = await counter.take(key);
  if (!result.isTaken) throw new Error(`It has to wait for ${result.waitSeconds} s.`);
  return result;
}

async function takeMany(counter: Counter, key: string, many: number): Promise<Taken[]> {
  const all = await Promise.all(Array.from({ length: many }, () => counter.take(key)));
  return all.filter((one) => one.isTaken);
}

async function takeFree(counter: Counter, key: string): Promise<void> {
  for (let attempt = 1; attempt <= FREE; attempt += 1) expect((await takeOne(counter, key)).count).toBe(attempt);
}

/** The rules, which are the same wherever is counted. Real time passes, in units that the place can tell apart. */
function growingWait(unitSeconds: number, create: (policy: Partial<GrowthPolicy>) => Counter): void {
  let pausedUnits = 0;
  const pause = async (units: number) => {
    await sleep(units * unitSeconds * 1000 + 20);
    pausedUnits += units;
  };

  /**
   * A rule that holds as long as no more than half a unit is lost between its steps, beside its pauses. When a busy machine has lost
   * more, what it shows proves nothing, and it is played again, with keys and counters of its own.
   */
  const rule = (guarantee: string, play: () => Promise<void>) =>
    test(
      guarantee,
      async () => {
        for (let again = 5; ; again -= 1) {
          const started = performance.now();
          try {
            return await play();
          } catch (error) {
            const lostUnits = (performance.now() - started) / 1000 / unitSeconds - pausedUnits;
            if (lostUnits < 0.5 || again === 0) throw error;
          }
        }
      },
      90_000,
    );

  rule("five are free, and each further one waits twice as long as the one before, up to the longest wait", async () => {
    const counter = create({ longestWaitSeconds: 2 * unitSeconds });
    await takeFree(counter, "a");
    const expectWait = async (units: number) => {
      const wait = await counter.look("a");
      expect(wait).toBeGreaterThan((units - 0.5) * unitSeconds);
      expect(wait).toBeLessThanOrEqual(units * unitSeconds);
      expect(await counter.take("a")).toMatchObject({ isTaken: false });
    };
    for (const units of [1, 2]) {
      await expectWait(units);
      await pause(units);
      await takeOne(counter, "a");
    }
    await expectWait(2);
  });

  rule("of thirty at once five pass, and of thirty more after the wait one", async () => {
    const counter = create({});
    expect((await takeMany(counter, "b", 30)).map(({ count }) => count).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5]);
    expect(await takeMany(counter, "b", 30)).toEqual([]);
    await pause(1);
    expect((await takeMany(counter, "b", 30)).map(({ count }) => count)).toEqual([6]);
  });

  rule("knocking does not prolong the wait, and another key waits for nothing", async () => {
    const counter = create({});
    await takeFree(counter, "c");
    for (let knock = 0; knock < 10; knock += 1) expect(await counter.take("c")).toMatchObject({ isTaken: false });
    expect(await counter.look("c")).toBeLessThanOrEqual(unitSeconds);
    await takeOne(counter, "d");
    await pause(1);
    await takeOne(counter, "c");
  });

  rule("what is given back was never taken, whether it was free or had waited", async () => {
    const counter = create({});
    for (let attempt = 0; attempt < 3 * FREE; attempt += 1) await (await takeOne(counter, "e")).giveBack();
    await takeFree(counter, "e");
    await pause(1);
    const slow = await takeOne(counter, "e");
    expect(await counter.look("e")).toBeGreaterThan(unitSeconds);
    await slow.giveBack();
    expect(await counter.look("e")).toBe(0);
    expect((await takeOne(counter, "e")).count).toBe(FREE + 1);
  });

  test("a reset forgets everything", async () => {
    const counter = create({});
    await takeFree(counter, "f");
    await counter.reset("f");
    await takeFree(counter, "f");
  });

  rule("a failure is forgotten when it was the last for long enough", async () => {
    const counter = create({ forgetSeconds: 2 * unitSeconds });
    await takeFree(counter, "g");
    await pause(1);
    expect((await takeOne(counter, "g")).count).toBe(FREE + 1);
    await pause(2);
    await takeFree(counter, "g");
  });
}

describe("in the process", () => {
  const policy = { freeFailures: FREE, firstWaitSeconds: 0.4, longestWaitSeconds: 60, forgetSeconds: 60 };
  growingWait(0.4, (more) => createGrowingWait(null, "test", { ...policy, ...more }));
});

describeWithRedis("in Redis (skipped where there is none)", () => {
  let redis: Redis;
  beforeAll(async () => {
    redis = new Redis(testRedisUrl(13));
    await once(redis, "ready");
  });
  afterAll(() => redis.disconnect());
  const policy = { freeFailures: FREE, firstWaitSeconds: 2, longestWaitSeconds: 60, forgetSeconds: 60 };
  growingWait(2, (more) => createGrowingWait(redis, `test:${randomUUID()}`, { ...policy, ...more }));
});
