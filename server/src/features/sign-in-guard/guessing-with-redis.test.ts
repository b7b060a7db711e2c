import { afterEach, expect, test } from "@jest/globals";
import { createBreakableProxy } from "../../../test/breakable-proxy.ts";
import { createClient, newEmail, registerPerson } from "../../../test/client.ts";
import { eventually } from "../../../test/eventually.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { describeWithRedis, testRedisUrl } from "../../../test/with-redis.ts";

const MOST = 40;
const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0).toReversed()) await app.close();
});

async function appWith(redisUrl: string, databaseUrl?: string): Promise<TestApp> {
  const app = await createTestApp({
    settings: { REDIS_URL: redisUrl, PASSWORD_HASH_SLOTS: "8" },
    ...(databaseUrl !== undefined && { databaseUrl }),
  });
  apps.push(app);
  return app;
}

/** A Redis that is given up after 100 ms counts in the process: so few at once answer in time on a busy machine too. */
const AT_ONCE = 10;

/** Guesses from as many networks; answers with how many were checked. */
async function countChecked(email: string, attempts: number, network: string, appOf: (attempt: number) => TestApp): Promise<number> {
  const guess = (attempt: number) =>
    createClient(appOf(attempt), { "X-Forwarded-For": `2001:db8:${network}:${attempt.toString(16)}::1` }).post("/api/v1/auth/login", {
      email,
      password: "a wrong guess of it",
      refreshTransport: "body",
    });
  let checked = 0;
  for (let first = 0; first < attempts; first += AT_ONCE) {
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => guess(first + index)));
    checked += answers.filter(({ status }) => status === 401).length;
  }
  return checked;
}

describeWithRedis("with a Redis (skipped where there is none)", () => {
  test("two processes check together what one address bears", async () => {
    const one = await appWith(testRedisUrl(12));
    const other = await appWith(testRedisUrl(12), one.deps.config.database.url);
    const email = newEmail();
    expect(await countChecked(email, 120, "c1", (attempt) => (attempt % 2 ? one : other))).toBe(MOST);
  });

  test("a Redis that goes, comes back empty, and hangs while somebody guesses gives no guess more, and shuts nobody out", async () => {
    const proxy = await createBreakableProxy(testRedisUrl(12));
    const app = await appWith(proxy.url);
    const { email } = await registerPerson(app);
    const other = await registerPerson(app);
    const { redis } = app.deps;
    let checked = await countChecked(email, 20, "d1", () => app);

    proxy.stop();
    await eventually(async () => redis?.status !== "ready");
    checked += await countChecked(email, 20, "d2", () => app);
    proxy.restore();
    await eventually(async () => redis?.status === "ready");
    await redis?.del(await redis.keys("gatehouse:limit:guess:*"));
    checked += await countChecked(email, 20, "d3", () => app);
    proxy.stall();
    checked += await countChecked(email, 20, "d4", () => app);
    expect(checked).toBe(MOST);
    await createClient(app)
      .post("/api/v1/auth/login", { ...other, name: undefined, refreshTransport: "body" })
      .expect(200);
    await app.close();
    apps.pop();
    await proxy.close();
  });

  test("no address of a person stands in Redis", async () => {
    const app = await appWith(testRedisUrl(12));
    const email = newEmail();
    await countChecked(email, 60, "e1", () => app);
    const keys = (await app.deps.redis?.keys("gatehouse:limit:guess:*")) ?? [];
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !/^gatehouse:limit:guess:[a-z:]+:[0-9a-f]{64}$/.test(key))).toEqual([]);
  });
});
