import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createBrowser, knownBrowser } from "../../../test/browser.ts";
import { registerPerson } from "../../../test/client.ts";
import { hashCount } from "../../../test/hash-count.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const LOGIN = "/api/v1/auth/login";
const VERIFICATION = "/api/v1/auth/verification";
const POINTS = 6;

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SIGN_IN_ATTEMPTS_PER_MINUTE: String(POINTS) } })));
afterAll(() => app.close());

let networks = 0;
const newIp = () => `10.79.0.${(networks += 1)}`;
const made = () => `gh_browser=${Math.random().toString(36).slice(2).padEnd(43, "A")}`;

/** A household with a known browser of somebody, in which a stranger has used up the window of requests. */
async function crowdedHousehold() {
  const { email, password } = await registerPerson(app);
  const browser = await knownBrowser(app, { email, password });
  const headers = { "X-Forwarded-For": newIp() };
  const send = (path: string, cookie?: string) => createBrowser(app, cookie, headers).post(path, { email, password });
  for (let request = 0; request <= POINTS; request += 1) await createBrowser(app, made(), headers).post(LOGIN, {});
  expectProblem(await send(LOGIN), "too_many_requests");
  return { browser, send };
}

test.each([
  [LOGIN, 200],
  [VERIFICATION, 202],
])("a known browser gets by others who have used up the window of its IP address: %s", async (path, status) => {
  const { browser, send } = await crowdedHousehold();
  await send(path, browser).expect(status);
});

test("a known browser has a window of its own, which is no longer", async () => {
  const { browser, send } = await crowdedHousehold();
  const answers = [];
  for (let request = 0; request < POINTS; request += 1) answers.push((await send(LOGIN, browser)).status);
  expect(answers).toEqual(Array(POINTS).fill(200));
  const refused = await send(LOGIN, browser);
  expectProblem(refused, "too_many_requests");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
});

test.each([LOGIN, VERIFICATION])("a made-up cookie stays in the window of the IP address, at the cost of one look-up: %s", async (path) => {
  const { send } = await crowdedHousehold();
  const before = await hashCount(app.deps.metrics);
  const seen: string[] = [];
  const note = ({ sql }: { sql: string }) => seen.push(sql);
  app.deps.db.on("query", note);
  expectProblem(await send(path, made()), "too_many_requests");
  app.deps.db.removeListener("query", note);
  expect(seen).toEqual([expect.stringContaining("known_browsers")]);
  expect(await hashCount(app.deps.metrics)).toBe(before);
});

test("another person's browser stays in it, too", async () => {
  const { send } = await crowdedHousehold();
  const other = await knownBrowser(app, await registerPerson(app));
  expectProblem(await send(LOGIN, other), "too_many_requests");
});
