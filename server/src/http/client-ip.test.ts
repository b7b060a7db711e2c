import { afterEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createClient, registerPerson } from "../../test/client.ts";
import { expectProblem } from "../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { ipIn } from "./client-ip.ts";
import { LIMITS } from "./limits.ts";

const LOGIN = "/api/v1/auth/login";
const PROXY = "10.9.9.9";
const { points } = LIMITS.credentials;
const apps: TestApp[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function appBehind(proxies: string): Promise<TestApp> {
  const app = await createTestApp({ settings: { TRUSTED_PROXIES: proxies } });
  apps.push(app);
  return app;
}

describe("an entry of X-Forwarded-For", () => {
  test.each([
    ["203.0.113.7", "203.0.113.7"],
    [" 203.0.113.7\t", "203.0.113.7"],
    ["203.0.113.7:5678", "203.0.113.7"],
    ["[2001:db8::1]:443", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
    ["[fe80::1%eth0]:443", "fe80::1"],
    ["::ffff:203.0.113.7", "::ffff:203.0.113.7"],
    ["[203.0.113.7]:80", "203.0.113.7"],
    ["203.0.113.7:", "unknown"],
    ["203.0.113.7:80:90", "unknown"],
    ["203.0.113.7:port", "unknown"],
    ["203.0.113", "unknown"],
    ["[2001:db8::1", "unknown"],
    ["[2001:db8::1]443", "unknown"],
    ["[]:80", "unknown"],
    ["_hidden", "unknown"],
    ["unknown", "unknown"],
    ["", "unknown"],
    [undefined, "unknown"],
  ])("%s is read as %s", (entry, ip) => {
    expect(ipIn(entry)).toBe(ip);
  });

  test("is an address or unknown, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("0123456789abf.:[]% \n")) }), (entry) =>
        /^(unknown|[\da-f.:]+)$/.test(ipIn(entry)),
      ),
    );
  });

  test("gives the address back, whatever port it has", () => {
    const port = fc.integer({ min: 0, max: 65_535 });
    fc.assert(fc.property(fc.ipV4(), port, (ip, number) => ipIn(`${ip}:${number}`) === ip));
    fc.assert(fc.property(fc.ipV6(), port, (ip, number) => ipIn(`[${ip}]:${number}`) === ip));
  });
});

/** What the limits, the records and the log say of a sign-in that came with the header. */
async function seenWith(app: TestApp, forwarded: string) {
  const { email } = await registerPerson(app);
  const headers = { "X-Forwarded-For": forwarded };
  const answer = await createClient(app, headers).post(LOGIN, { email, password: "a wrong guess of it", refreshTransport: "body" });
  const { requestId } = expectProblem(answer, "invalid_credentials");
  const recorded = (await app.deps.db("auditEvents").where({ requestId }).first("ip")) as { ip: string };
  const logged = app.logLines().find((line) => line.msg === "request" && line.requestId === requestId);
  return [recorded.ip, logged?.ip];
}

test.each([
  ["203.0.113.7:5678", "203.0.113.7"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["x".repeat(5_000), "unknown"],
])("records and the log hold the address and nothing else: %.40s", async (forwarded, ip) => {
  expect(await seenWith(await appBehind("127.0.0.1"), forwarded)).toEqual([ip, ip]);
});

const knock = async (app: TestApp, forwarded: string) => (await createClient(app, { "X-Forwarded-For": forwarded }).post(LOGIN, {})).status;
const admitted = async (app: TestApp, forwardedOf: (turn: number) => string) => {
  let count = 0;
  for (let turn = 1; turn <= points + 5; turn += 1) if ((await knock(app, forwardedOf(turn))) === 422) count += 1;
  return count;
};

test.each([
  ["another port", (turn: number) => `203.0.113.7:${turn}`, "203.0.113.8:1"],
  ["another port of an IPv6 address", (turn: number) => `[2001:db8:1:2::${turn}]:${turn}`, "[2001:db8:1:3::1]:1"],
  ["another zone", (turn: number) => `fe80::1%eth${turn}`, "203.0.113.7"],
  ["another text that is no address", (turn: number) => `client-${turn}`, "203.0.113.7"],
])("%s each time is one caller, and another address another", async (_name, forwardedOf, other) => {
  const app = await appBehind("127.0.0.1");
  expect(await admitted(app, forwardedOf)).toBe(points);
  expect(await knock(app, other)).toBe(422);
});

describe("of several entries, some with ports", () => {
  test.each([
    ["a trusted proxy in the middle is passed", `198.51.100.1, 203.0.113.7:5678, ${PROXY}:443`, "203.0.113.7"],
    ["a proxy that is not trusted is the caller", `203.0.113.7, 10.9.9.8:443, ${PROXY}`, "10.9.9.8"],
    [
      "what a caller wrote in front of itself, as a trusted proxy's with a port, is not reached",
      `${PROXY}:1, 203.0.113.7:2`,
      "203.0.113.7",
    ],
    ["nothing behind what is no address is reached", `203.0.113.7, hidden, ${PROXY}:443`, "unknown"],
    ["a short form of a trusted address is trusted by nobody", "203.0.113.7, 127.1", "unknown"],
  ])("%s", async (_name, forwarded, ip) => {
    expect(await seenWith(await appBehind(`127.0.0.1,${PROXY}`), forwarded)).toEqual([ip, ip]);
  });

  test("ports change nothing where the peer is not trusted", async () => {
    expect(await seenWith(await appBehind(PROXY), `203.0.113.7:5678, ${PROXY}:443`)).toEqual(["127.0.0.1", "127.0.0.1"]);
  });
});
