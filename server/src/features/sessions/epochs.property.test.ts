import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Redis } from "ioredis";
import { createBreakableProxy, type BreakableProxy } from "../../../test/breakable-proxy.ts";
import { newOrganization } from "../../../test/organizations.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { describeWithRedis, testRedisUrl } from "../../../test/with-redis.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { growEpoch } from "../organization-access/index.ts";

const OWN_DATABASE = 11;
const PROCESSES = 2;

const process = fc.nat({ max: PROCESSES - 1 });
/** What happens: something changes, is told again late, is asked for, or Redis is emptied, goes, hangs, or comes back. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("grow" as const), by: process }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("tell late" as const), by: process, behind: fc.nat({ max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("ask" as const), by: process }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("empty" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("stop" as const, "stall" as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("restore" as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describeWithRedis("epochs in two processes (skipped where there is no Redis)", () => {
  let redis: Redis;
  let proxy: BreakableProxy;
  let apps: TestApp[];

  beforeAll(async () => {
    redis = new Redis(testRedisUrl(OWN_DATABASE));
    proxy = await createBreakableProxy(testRedisUrl(OWN_DATABASE));
    const one = await createTestApp({ settings: { REDIS_URL: proxy.url } });
    apps = [one, await createTestApp({ settings: { REDIS_URL: proxy.url }, databaseUrl: one.deps.config.database.url })];
  });
  afterAll(async () => {
    for (const app of apps.toReversed()) await app.close();
    await proxy.close();
    redis.disconnect();
  });

  async function empty(): Promise<void> {
    const keys = [...(await redis.keys("gatehouse:denied:*")), ...(await redis.keys("gatehouse:epoch:*"))];
    if (keys.length > 0) await redis.del(keys);
  }

  test("whatever Redis does and in whatever order changes are told: once a change is told, every process knows an epoch at least as late", async () => {
    const { organizationId, signedIn } = await newOrganization(apps[0] as TestApp);
    const bearer = { sessionId: signedIn.session.id, organizationId };
    let latest = 0;

    const take = async (one: Step): Promise<void> => {
      if (!("by" in one)) return one.kind === "empty" ? empty() : proxy[one.kind]();
      const { db, denylist, clock } = (apps[one.by] as TestApp).deps;
      if (one.kind === "tell late") await denylist.announce([{ organizationId, epoch: Math.max(1, latest - one.behind) }]);
      if (one.kind === "grow") {
        const grown = await inOrganization(db, organizationId, (tx) => growEpoch(tx, organizationId, clock()));
        await denylist.announce([grown]);
        latest = grown.epoch;
      }
      for (const app of apps) {
        const { isDenied, epoch } = await app.deps.denylist.standingOf(bearer);
        expect({ isDenied, isLate: latest === 0 || (epoch ?? 0) >= latest }).toEqual({ isDenied: false, isLate: true });
      }
    };
    await fc.assert(
      fc
        .asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
          for (const one of steps) await take(one);
        })
        .afterEach(() => proxy.restore()),
      { numRuns: 40 },
    );
  });
});
