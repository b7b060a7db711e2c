import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createBreakableProxy } from "../../test/breakable-proxy.ts";
import { eventually } from "../../test/eventually.ts";
import { expectProblem } from "../../test/problem-answers.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { describeWithRedis, testRedisUrl } from "../../test/with-redis.ts";
import { LIMITS, limitKey } from "./limits.ts";

const { points } = LIMITS.credentials;
const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function appWith(options: Parameters<typeof createTestApp>[0]): Promise<TestApp> {
  const app = await createTestApp(options);
  apps.push(app);
  return app;
}

/** Sends a sign-in that fails its validation, which counts like any other. */
const knock = (app: TestApp, address: string) =>
  sendRaw(app.server, {
    method: "POST",
    path: "/api/v1/auth/login",
    headers: { "X-Forwarded-For": address, "Content-Type": "application/json" },
    body: "{}",
  });

async function countAdmitted(knocks: number, knockOnce: (index: number) => ReturnType<typeof knock>): Promise<number> {
  const answers = await Promise.all(Array.from({ length: knocks }, (_, index) => knockOnce(index)));
  return answers.filter(({ status }) => status !== 429).length;
}

let addresses = 0;
const newAddress = () => `10.8.${(addresses += 1) >> 8}.${addresses & 255}`;

describe("what is counted as one caller", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8:0:0:ffff::", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ])("%s counts as %s", (address, key) => {
    expect(limitKey(address)).toBe(key);
  });

  test("the last 64 bits of an IPv6 address make no other caller, and the first 64 do", () => {
    const group = fc.integer({ min: 1, max: 0xffff });
    const four = fc.tuple(group, group, group, group).map((groups) => groups.map((one) => one.toString(16)).join(":"));
    fc.assert(
      fc.property(four, four, four, (network, one, other) => {
        expect(limitKey(`${network}:${one}`)).toBe(limitKey(`${network}:${other}`.toUpperCase()));
        expect(limitKey(`${network}:${one}`) === limitKey(`${other}:${one}`)).toBe(network === other);
      }),
    );
  });
});

test("no more than the window holds are admitted in the process, and the rest hear when to come back", async () => {
  const app = await appWith({});
  const address = newAddress();
  expect(await countAdmitted(points + 10, () => knock(app, address))).toBe(points);
  const refused = await knock(app, address);
  expectProblem(refused, "too_many_requests");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(Number(refused.headers["retry-after"])).toBeLessThanOrEqual(LIMITS.credentials.windowSeconds);
  expect((await knock(app, newAddress())).status).toBe(422);
});

test("a caller in one /64 shares one window", async () => {
  const app = await appWith({});
  expect(await countAdmitted(points + 5, (index) => knock(app, `2001:db8:5:5::${index + 1}`))).toBe(points);
  expect((await knock(app, "2001:db8:5:6::1")).status).toBe(422);
});

test("an X-Forwarded-For of a peer that is not trusted changes nothing", async () => {
  const app = await appWith({ settings: { TRUSTED_PROXIES: "192.0.2.0/24" } });
  expect(await countAdmitted(points + 5, () => knock(app, newAddress()))).toBe(points);
});

test("addresses that a caller puts in front of what the trusted proxy wrote change nothing", async () => {
  const app = await appWith({});
  const real = newAddress();
  expect(await countAdmitted(points + 5, () => knock(app, `${newAddress()}, ${real}`))).toBe(points);
});

describeWithRedis("with a Redis (skipped where there is none)", () => {
  test("two processes admit together what one window holds", async () => {
    const one = await appWith({ settings: { REDIS_URL: testRedisUrl(14) } });
    const two = await appWith({ settings: { REDIS_URL: testRedisUrl(14) }, databaseUrl: one.deps.config.database.url });
    const address = `2001:db8:${Date.now().toString(16).slice(-4)}:${process.pid.toString(16).slice(-4)}::1`;
    expect(await countAdmitted(points * 2, (index) => knock(index % 2 ? one : two, address))).toBe(points);
    expectProblem(await knock(one, address), "too_many_requests");
    apps.reverse();
  });

  test("a Redis that stops or hangs neither shuts the door nor takes the limit away", async () => {
    const proxy = await createBreakableProxy(testRedisUrl(14));
    const app = await appWith({ settings: { REDIS_URL: proxy.url } });
    proxy.stop();
    await eventually(async () => app.deps.redis?.status !== "ready");
    const first = newAddress();
    expect(await countAdmitted(points + 5, () => knock(app, first))).toBe(points);

    proxy.restore();
    await eventually(async () => app.deps.redis?.status === "ready");
    proxy.stall();
    const second = newAddress();
    expect(await countAdmitted(points + 5, () => knock(app, second))).toBe(points);
    await app.close();
    apps.pop();
    await proxy.close();
  });
});
