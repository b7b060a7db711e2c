import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newBrowser } from "../../http/browser-cookie.ts";
import { registerPerson } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { callerName, deleteUnusedBrowsers, forgetBrowsers, isKnownCaller, rememberCaller } from "./known-browsers.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

async function person() {
  const { email } = await registerPerson(app);
  const { db, clock } = app.deps;
  const { id: userId } = (await db("users").where({ email }).first("id")) as { id: string };
  return {
    userId,
    knows: (browser: string) => isKnownCaller(db, { email, caller: browser, now: clock() }),
    remember: (browser: string) => db.transaction((tx) => rememberCaller(tx, { userId, caller: browser, now: clock() })),
  };
}

test("a browser is known to the one person who signed in on it", async () => {
  const [one, other] = [await person(), await person()];
  const browser = newBrowser();
  await one.remember(browser);
  expect([await one.knows(browser), await one.knows(newBrowser()), await other.knows(browser)]).toEqual([true, false, false]);
  expect(await isKnownCaller(app.deps.db, { email: "nobody@example.com", caller: browser, now: app.deps.clock() })).toBe(false);
});

test("of more than twenty browsers those used least recently go", async () => {
  const { knows, remember } = await person();
  const browsers = Array.from({ length: 20 }, newBrowser);
  for (const browser of browsers) {
    await remember(browser);
    app.clock.advance(1);
  }
  const [first = "", second = ""] = browsers;
  await remember(first);
  app.clock.advance(1);
  await remember(newBrowser());
  expect([await knows(first), await knows(second), await knows(browsers[2] ?? "")]).toEqual([true, false, true]);
});

test("what makes browsers doubtful forgets all of them, or all but one", async () => {
  const { userId, knows, remember } = await person();
  const [one, other] = [newBrowser(), newBrowser()];
  await remember(one);
  await remember(other);
  await forgetBrowsers(app.deps.db, userId, one);
  expect([await knows(one), await knows(other)]).toEqual([true, false]);
  await forgetBrowsers(app.deps.db, userId);
  expect(await knows(one)).toBe(false);
});

test("a browser that was not used for ninety days is unknown, and its row goes", async () => {
  const { userId, knows, remember } = await person();
  const browser = newBrowser();
  await remember(browser);
  app.clock.advance(91 * 86_400);
  expect(await knows(browser)).toBe(false);
  await deleteUnusedBrowsers(app.deps.db, app.deps.clock());
  expect(await app.deps.db("knownBrowsers").where({ userId })).toEqual([]);
});

test("programs are known by network and user agent, for a shorter time, and take no browser's place", async () => {
  const { knows, remember } = await person();
  const browser = newBrowser();
  await remember(browser);
  const program = (ip: string, userAgent: string | null) => callerName(undefined, { requestId: "1", ip, userAgent });
  for (let network = 1; network <= 21; network += 1) {
    app.clock.advance(1);
    await remember(program(`2001:db8:${network}::1`, "curl/9"));
  }
  expect([await knows(program("2001:db8:1::1", "curl/9")), await knows(program("2001:db8:21::2", "curl/9"))]).toEqual([false, true]);
  expect([await knows(program("2001:db8:21::2", "wget/2")), await knows(program("2001:db8:21::2", null))]).toEqual([false, false]);
  app.clock.advance(31 * 86_400);
  expect([await knows(program("2001:db8:21::1", "curl/9")), await knows(browser)]).toEqual([false, true]);
});
