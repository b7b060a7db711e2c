import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import { createBreakableProxy, type BreakableProxy } from "../../../test/breakable-proxy.ts";
import { createClient, signedInPerson, type Client } from "../../../test/client.ts";
import { eventually } from "../../../test/eventually.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { describeWithRedis, testRedisUrl } from "../../../test/with-redis.ts";
import { disableUser } from "../user-administration/index.ts";

const ACTOR = { type: "system" } as const;
const OWN_DATABASE = 0;

const answersBy = async (app: TestApp, source: string) =>
  (await app.deps.metrics.denylistAnswers.get()).values.find(({ labels }) => labels.source === source)?.value ?? 0;

async function expectRefused(...clients: Client[]): Promise<void> {
  for (const client of clients) expect((await client.get("/api/v1/me").expect(401)).body).toMatchObject({ code: "session_ended" });
}

describeWithRedis("two processes with a Redis (skipped where there is none)", () => {
  let redis: Redis;
  let proxy: BreakableProxy;
  let one: TestApp;
  let two: TestApp;

  beforeAll(async () => {
    redis = new Redis(testRedisUrl(OWN_DATABASE));
    await redis.flushdb();
    proxy = await createBreakableProxy(testRedisUrl(OWN_DATABASE));
    one = await createTestApp({ settings: { REDIS_URL: proxy.url } });
    two = await createTestApp({ settings: { REDIS_URL: proxy.url }, databaseUrl: one.deps.config.database.url });
  });
  afterAll(async () => {
    await two.close();
    await one.close();
    await proxy.close();
    redis.disconnect();
  });

  /** A signed-in person whose token both processes have seen, so that only the denylist can tell them of its end. */
  async function warmPerson() {
    const { client: here, signedIn, email } = await signedInPerson(one);
    const there = createClient(two, { Authorization: `Bearer ${signedIn.accessToken}` });
    await here.get("/api/v1/me").expect(200);
    await there.get("/api/v1/me").expect(200);
    return { here, there, email, sessionId: signedIn.session.id };
  }
  const isComplete = async () => (await redis.exists("gatehouse:denied:complete")) === 1;

  test("a session that ended in one process is refused by the other on the next request", async () => {
    const { here, there } = await warmPerson();
    await here.post("/api/v1/auth/logout", {}).expect(204);
    await expectRefused(there, here);
  });

  test("disabling a user ends what they do on every process at once", async () => {
    const { here, there, email } = await warmPerson();
    await disableUser(one.deps, { email, actor: ACTOR });
    await expectRefused(there, here);
  });

  test("a flushed Redis is not believed: Postgres answers until it is complete again", async () => {
    const [gone, stays] = [await warmPerson(), await warmPerson()];
    await gone.here.post("/api/v1/auth/logout", {}).expect(204);
    await redis.flushdb();
    await expectRefused(gone.there, gone.here);
    await stays.there.get("/api/v1/me").expect(200);
    await eventually(isComplete);
    const before = await answersBy(two, "redis");
    await stays.there.get("/api/v1/me").expect(200);
    expect(await answersBy(two, "redis")).toBe(before + 1);
    await expectRefused(gone.there, gone.here);
  });

  test("a Redis that is flushed again while it is being refilled is not taken for complete", async () => {
    const [gone, stays] = [await warmPerson(), await warmPerson()];
    await redis.flushdb();
    // The refill has read which sessions ended, and waits for the epochs.
    const holder = await one.ownerDb.transaction();
    await holder.raw("lock table organizations in access exclusive mode");
    const asking = stays.there.get("/api/v1/me").then(({ status }) => status);
    try {
      await eventually(async () => (await redis.keys("gatehouse:denied:refill:*")).length > 0);
      await eventually(async () => {
        const waiting = "select from pg_locks where relation = 'organizations'::regclass and not granted";
        return (await one.ownerDb.raw<{ rows: unknown[] }>(waiting)).rows.length > 1;
      });
      await one.deps.db("sessions").where({ id: gone.sessionId }).update({ endedAt: one.clock(), endReason: "signed_out" });
      await one.deps.denylist.deny([gone.sessionId]);
      await redis.flushdb();
    } finally {
      await holder.rollback();
    }
    expect(await asking).toBe(200);
    await eventually(async () => two.logLines().some(({ msg }) => msg === "the denylist in Redis could not be refilled"));
    expect(await isComplete()).toBe(false);
    await expectRefused(gone.there, gone.here);
    await eventually(async () => (await stays.there.get("/api/v1/me").expect(200)) && isComplete());
    await expectRefused(gone.there, gone.here);
  });

  test("a frozen Redis lets no ended session in and stops nobody", async () => {
    const [gone, stays] = [await warmPerson(), await warmPerson()];
    proxy.stall();
    try {
      await gone.here.post("/api/v1/auth/logout", {}).expect(204);
      await expectRefused(gone.there, gone.here);
      await stays.there.get("/api/v1/me").expect(200);
    } finally {
      proxy.restore();
    }
  });

  test("a Redis that is gone lets no ended session in and stops nobody, nor when it comes back empty", async () => {
    const [gone, stays] = [await warmPerson(), await warmPerson()];
    proxy.stop();
    await gone.here.post("/api/v1/auth/logout", {}).expect(204);
    await expectRefused(gone.there, gone.here);
    await stays.there.get("/api/v1/me").expect(200);
    await redis.flushdb();
    proxy.restore();
    await expectRefused(gone.there, gone.here);
    await stays.there.get("/api/v1/me").expect(200);
    await eventually(async () => (await stays.there.get("/api/v1/me").expect(200)) && isComplete());
    await expectRefused(gone.there, gone.here);
  });

  test("on the warm path a request costs no Postgres query and one round trip to Redis", async () => {
    const { signedIn } = await signedInPerson(one);
    await one.deps.verifyAccessToken(signedIn.accessToken);
    await eventually(isComplete);
    let queries = 0;
    one.deps.db.on("query", () => (queries += 1));
    const before = proxy.requests();
    for (let turn = 0; turn < 10; turn += 1) await one.deps.verifyAccessToken(signedIn.accessToken);
    expect({ queries, roundTrips: proxy.requests() - before }).toEqual({ queries: 0, roundTrips: 10 });
  });
});

/** Runs with an API of its own that has no Redis. */
async function withoutRedis(work: (app: TestApp) => Promise<void>): Promise<void> {
  const app = await createTestApp();
  try {
    await work(app);
  } finally {
    await app.close();
  }
}

test("without Redis: the process hears of sessions that another process ended", () =>
  withoutRedis(async (app) => {
    const { client, email } = await signedInPerson(app);
    await client.get("/api/v1/me").expect(200);
    const command = await createTestApp({ databaseUrl: app.deps.config.database.url });
    await disableUser(command.deps, { email, actor: ACTOR });
    await command.close();
    await eventually(async () => (await client.get("/api/v1/me")).status === 401);
  }));

test("without Redis: a process that cannot hear asks Postgres, and catches up when it hears again", () =>
  withoutRedis(async (app) => {
    const { client, signedIn } = await signedInPerson(app);
    await client.get("/api/v1/me").expect(200);
    await app.deps.db.raw(
      "select pg_terminate_backend(pid, 1000) from pg_stat_activity where application_name = 'gatehouse listen' and datname = current_database()",
    );
    // Behind the API's back and while nobody listens: only the truth itself, or what is read on listening again, can tell.
    await app.deps.db("sessions").where({ id: signedIn.session.id }).update({ endedAt: app.clock(), endReason: "signed_out" });
    await eventually(async () => (await answersBy(app, "postgres")) > 0 || (await client.get("/api/v1/me")).status === 401);
    await expectRefused(client);
  }));

test("without Redis: on the warm path a request costs no Postgres query", () =>
  withoutRedis(async (app) => {
    const { signedIn } = await signedInPerson(app);
    await app.deps.verifyAccessToken(signedIn.accessToken);
    let queries = 0;
    app.deps.db.on("query", () => (queries += 1));
    await app.deps.verifyAccessToken(signedIn.accessToken);
    expect(queries).toBe(0);
  }));
