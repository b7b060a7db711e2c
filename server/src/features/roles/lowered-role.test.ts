import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Redis } from "ioredis";
import { createBreakableProxy, type BreakableProxy } from "../../../test/breakable-proxy.ts";
import { createClient, type Client } from "../../../test/client.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { setPolicyOf } from "../../../test/policies.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { describeWithRedis, testRedisUrl } from "../../../test/with-redis.ts";

const ROUNDS = 6;
const WARM_REQUESTS = 3;
const OWN_DATABASE = 11;

/** A request, and when it was sent. */
type Sent = { at: number; status: number };
type Holder = { owner: Member; member: Member; roleId: string };

async function newHolder(app: TestApp): Promise<Holder> {
  const owner = await newOrganization(app);
  const permissions = ["organization:read"];
  const { body } = await owner.client.post(owner.path("/roles"), { name: "Reader", permissions }).expect(201);
  const { id: roleId } = body as { id: string };
  return { owner, member: await newMember(app, owner.organizationId, roleId), roleId };
}

const clientOn = (app: TestApp, { signedIn }: Member): Client => createClient(app, { Authorization: `Bearer ${signedIn.accessToken}` });

/** Sends without a pause until stopped. */
function sendingOn(app: TestApp, member: Member): { sent: Sent[]; stop(): Promise<void> } {
  const client = clientOn(app, member);
  const sent: Sent[] = [];
  let isStopped = false;
  const run = async () => {
    while (!isStopped) {
      const at = performance.now();
      const { status } = await client.get(member.path());
      sent.push({ at, status });
    }
  };
  const running = run();
  return { sent, stop: () => ((isStopped = true), running) };
}

const soMany = async (all: Array<{ sent: Sent[] }>, since: number) => {
  const isReached = () => all.every(({ sent }) => sent.filter(({ at }) => at >= since).length >= WARM_REQUESTS);
  while (!isReached()) await new Promise((resolve) => setTimeout(resolve, 5));
};

type Scene = {
  /** Takes what the holder may do away, or gives it again. */
  change?: (owner: Pick<Member, "client" | "path">, holder: Holder, isLowering: boolean) => Promise<unknown>;
  /** Happens before each change. */
  before?: () => Promise<unknown> | void;
};

async function changeRole({ client, path }: Pick<Member, "client" | "path">, { roleId }: Holder, isLowering: boolean): Promise<void> {
  await client.patch(path(`/roles/${roleId}`), { permissions: isLowering ? [] : ["organization:read"] }).expect(200);
}

/**
 * Lowers and raises the role in turn, each time in another process, while its holder sends from all of them. What is sent once the change
 * was answered is judged by it, in every process.
 */
async function expectJudgedByTheNew(apps: readonly TestApp[], holder: Holder, { change = changeRole, before }: Scene = {}): Promise<void> {
  const { owner, member } = holder;
  const all = apps.map((app) => sendingOn(app, member));
  const changes: Array<{ asked: number; answered: number; status: number }> = [];
  try {
    await soMany(all, 0);
    for (let round = 0; round < ROUNDS; round += 1) {
      const isLowering = round % 2 === 0;
      const app = apps[round % apps.length];
      if (!app) throw new Error("no process");
      await before?.();
      const asked = performance.now();
      await change({ ...owner, client: clientOn(app, owner) }, holder, isLowering);
      changes.push({ asked, answered: performance.now(), status: isLowering ? 403 : 200 });
      await soMany(all, changes.at(-1)?.answered ?? 0);
    }
  } finally {
    await Promise.all(all.map(({ stop }) => stop()));
  }
  for (const { sent } of all) {
    for (const [index, { answered, status }] of changes.entries()) {
      const next = changes[index + 1]?.asked ?? Number.POSITIVE_INFINITY;
      // Neither begun before the change was answered nor still under way when the next one was asked for.
      const between = sent.filter(({ at }, place) => at >= answered && (sent[place + 1]?.at ?? at) < next);
      expect(between.length).toBeGreaterThan(0);
      expect(new Set(between.map((one) => one.status))).toEqual(new Set([status]));
    }
  }
}

describeWithRedis("a role that is lowered while its holder sends from four processes (skipped where there is no Redis)", () => {
  let redis: Redis;
  let proxy: BreakableProxy;
  let apps: TestApp[];
  const first = () => apps[0] as TestApp;

  beforeAll(async () => {
    redis = new Redis(testRedisUrl(OWN_DATABASE));
    proxy = await createBreakableProxy(testRedisUrl(OWN_DATABASE));
    const one = await createTestApp({ settings: { REDIS_URL: proxy.url } });
    const more = [1, 2, 3].map(() => createTestApp({ settings: { REDIS_URL: proxy.url }, databaseUrl: one.deps.config.database.url }));
    apps = [one, ...(await Promise.all(more))];
  });
  afterAll(async () => {
    for (const app of apps.toReversed()) await app.close();
    await proxy.close();
    redis.disconnect();
  });

  /** What a flush takes away of it; others use this Redis too. */
  async function flush(): Promise<void> {
    const keys = [...(await redis.keys("gatehouse:denied:*")), ...(await redis.keys("gatehouse:epoch:*"))];
    if (keys.length > 0) await redis.del(keys);
  }

  test("is the new role on all of them from the next request on", async () => {
    await expectJudgedByTheNew(apps, await newHolder(first()));
  });

  test("and so is a tightened policy", async () => {
    const holder = await newHolder(first());
    await first()
      .deps.db("users")
      .where({ id: holder.member.userId })
      .update({ email: `${holder.member.userId}@elsewhere.example` });
    const change: Scene["change"] = (owner, _holder, isLowering) =>
      setPolicyOf(owner, { allowedDomains: isLowering ? ["example.com"] : null });
    await expectJudgedByTheNew(apps, holder, { change });
  });

  test("also while Redis answers nothing", async () => {
    const holder = await newHolder(first());
    proxy.stall();
    try {
      await expectJudgedByTheNew(apps, holder);
    } finally {
      proxy.restore();
    }
  });

  test("also when Redis goes away, and comes back empty", async () => {
    let round = 0;
    const goAndCome = async () => {
      round += 1;
      if (round % 2 === 1) return proxy.stop();
      await flush();
      proxy.restore();
    };
    try {
      await expectJudgedByTheNew(apps, await newHolder(first()), { before: goAndCome });
    } finally {
      proxy.restore();
    }
  });

  test("also while Redis is emptied again and again", async () => {
    let isOver = false;
    const emptying = (async () => {
      while (!isOver) {
        await flush();
        await new Promise((resolve) => setTimeout(resolve, 7));
      }
    })();
    try {
      await expectJudgedByTheNew(apps, await newHolder(first()));
    } finally {
      isOver = true;
      await emptying;
    }
  });

  test("also when they stop hearing of changes from Postgres", async () => {
    const cut = () =>
      first().ownerDb.raw(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gatehouse listen' and datname = current_database()",
      );
    await expectJudgedByTheNew(apps, await newHolder(first()), { before: cut });
  });
});

test("without Redis, one process judges by the new role from the next request on", async () => {
  const app = await createTestApp();
  try {
    await expectJudgedByTheNew([app], await newHolder(app));
  } finally {
    await app.close();
  }
});
