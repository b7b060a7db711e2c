import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createBreakableProxy, type BreakableProxy } from "../../../test/breakable-proxy.ts";
import { createClient } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { eventually } from "../../../test/eventually.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createTestDatabase } from "../../../test/test-database.ts";

const READY = "/health/ready";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: BreakableProxy;
let app: TestApp;
beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await createBreakableProxy(database.url);
  app = await createTestApp({ databaseUrl: proxy.url });
});
afterAll(async () => {
  proxy.restore();
  await app.close();
  await proxy.close();
  await database.drop();
});

const get = (path: string) => createClient(app).get(path);

async function expectNotReady(reason: RegExp, budgetMs = 1_000): Promise<void> {
  const started = performance.now();
  const answer = await get(READY);
  expect(performance.now() - started).toBeLessThan(budgetMs);
  expect(expectProblem(answer, "unavailable").detail).toMatch(reason);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
}

test("a process that is well says ok to everybody who asks", async () => {
  for (const path of ["/health", "/health/live", READY]) expect((await get(path).expect(200)).body).toEqual({ status: "ok" });
});

test("the start is over when it is said to be, not before", async () => {
  expectProblem(await get("/health/startup"), "unavailable");
  app.deps.readiness.markStarted();
  expect((await get("/health/startup").expect(200)).body).toEqual({ status: "ok" });
});

describe("a process is not ready, but alive,", () => {
  test("with an older schema than it needs; a newer one is fine", async () => {
    const [newest] = (await app.deps.db("knex_migrations").orderBy("id", "desc").limit(1)) as Array<{ id: number; name: string }>;
    const rename = (name: string | undefined) => app.ownerDb("knex_migrations").where({ id: newest?.id }).update({ name });
    await rename("20000101_01_older.ts");
    await expectNotReady(/older than this version needs/);
    await get("/health/live").expect(200);
    await rename("99990101_01_newer.ts");
    await get(READY).expect(200);
    await rename(newest?.name);
    await get(READY).expect(200);
  });

  test("while the database is gone, and again when it is back", async () => {
    proxy.stop();
    await expectNotReady(/database does not answer/);
    await get("/health/live").expect(200);
    await get("/health").expect(200);
    proxy.restore();
    await get(READY).expect(200);
  });

  test("while the database hangs, which it says within its half second", async () => {
    proxy.stall();
    await expectNotReady(/database does not answer/, 900);
    await get("/health/live").expect(200);
    proxy.restore();
  });

  test("with no connection left to ask on", async () => {
    const { poolSize } = app.deps.config.database;
    const sleepers = Array.from({ length: poolSize }, async () => void (await app.deps.db.raw("select pg_sleep(1.5)")));
    await eventually(async () => app.deps.db.client.pool.numUsed() === poolSize);
    await expectNotReady(/database does not answer/, 900);
    await Promise.all(sleepers);
    await get(READY).expect(200);
  });

  test("while it shuts down", async () => {
    app.deps.readiness.startDraining();
    await expectNotReady(/shutting down/);
    await get("/health/live").expect(200);
  });
});

test("what needs the database while it is gone says to come back", async () => {
  proxy.stop();
  const answer = await get("/api/v1/auth/options");
  expectProblem(answer, "unavailable");
  expect(answer.headers["retry-after"]).toBe("2");
  proxy.restore();
  await get("/api/v1/auth/options").expect(200);
});
