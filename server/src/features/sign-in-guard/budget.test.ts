import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Redis } from "ioredis";
import { createBreakableProxy, type BreakableProxy } from "../../../test/breakable-proxy.ts";
import { eventually } from "../../../test/eventually.ts";
import { describeWithRedis, testRedisUrl } from "../../../test/with-redis.ts";
import { createLog } from "../../platform/log.ts";
import { connectRedis } from "../../platform/redis.ts";
import { createBudget } from "./budget.ts";
import type { Counter } from "./counter.ts";

const ATTEMPTS = 10;

async function countTaken(counter: Counter, key: string, attempts: number): Promise<number> {
  const all = await Promise.all(Array.from({ length: attempts }, () => counter.take(key)));
  return all.filter(({ isTaken }) => isTaken).length;
}

describe("in the process", () => {
  test("of many at once as many pass as the budget has, and who waits is told how long", async () => {
    const counter = createBudget(null, "test", { attempts: ATTEMPTS, windowSeconds: 60 });
    expect(await countTaken(counter, "a", 50)).toBe(ATTEMPTS);
    expect(await counter.look("a")).toBeGreaterThan(59);
    expect(await counter.look("b")).toBe(0);
    expect(await counter.take("a")).toEqual({ isTaken: false, waitSeconds: expect.any(Number) });
  });

  test("any stretch as long as the window sees twice the budget at most", async () => {
    const counter = createBudget(null, "test", { attempts: ATTEMPTS, windowSeconds: 0.3 });
    const times: number[] = [];
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      if ((await counter.take("a")).isTaken) times.push(performance.now());
      await sleep(2);
    }
    const within = times.map((start) => times.filter((time) => time >= start && time < start + 300).length);
    expect(Math.max(...within)).toBeLessThanOrEqual(2 * ATTEMPTS);
    expect(times.length).toBeGreaterThan(2 * ATTEMPTS);
  });

  test("what is given back may be taken again, and after the window makes no room in the next one", async () => {
    const counter = createBudget(null, "test", { attempts: ATTEMPTS, windowSeconds: 0.3 });
    const taken = await counter.take("a");
    if (taken.isTaken) await taken.giveBack();
    expect(await countTaken(counter, "a", 50)).toBe(ATTEMPTS);
    await sleep(320);
    const late = await counter.take("a");
    await sleep(320);
    if (late.isTaken) await late.giveBack();
    expect(await countTaken(counter, "a", 50)).toBe(ATTEMPTS);
  });
});

describeWithRedis("with Redis (skipped where there is none)", () => {
  let proxy: BreakableProxy;
  let redis: Redis;
  beforeAll(async () => {
    proxy = await createBreakableProxy(testRedisUrl(13));
    redis = connectRedis(proxy.url, createLog({ level: "silent" }));
    await eventually(async () => redis.status === "ready");
  });
  afterAll(async () => {
    redis.disconnect();
    await proxy.close();
  });
  const newBudget = (name = `test:${randomUUID()}`) => createBudget(redis, name, { attempts: ATTEMPTS, windowSeconds: 60 });

  test("two processes share one budget", async () => {
    const name = `test:${randomUUID()}`;
    const [one, other] = [newBudget(name), newBudget(name)];
    const counts = await Promise.all([countTaken(one, "a", 20), countTaken(other, "a", 20)]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(ATTEMPTS);
  });

  test("neither a Redis that stops, comes back, is flushed, nor one that hangs gives a process more", async () => {
    const counter = newBudget();
    let taken = await countTaken(counter, "a", 4);
    proxy.stop();
    await eventually(async () => redis.status !== "ready");
    taken += await countTaken(counter, "a", 4);
    proxy.restore();
    await eventually(async () => redis.status === "ready");
    await redis.del(await redis.keys("gatehouse:limit:test:*"));
    taken += await countTaken(counter, "a", 1);
    proxy.stall();
    taken += await countTaken(counter, "a", 20);
    expect(taken).toBe(ATTEMPTS);
    expect(await counter.look("a")).toBeGreaterThan(0);
    proxy.restore();
    await eventually(async () => redis.status === "ready");
    expect(await countTaken(counter, "a", 20)).toBe(0);
  });
});
