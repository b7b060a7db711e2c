import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createBrowser, knownBrowser } from "../../../test/browser.ts";
import { createClient, newEmail, registerPerson } from "../../../test/client.ts";
import { hashCount } from "../../../test/hash-count.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const PATH = "/api/v1/auth/login";
const WRONG = "a wrong guess of it";
const OF_STRANGERS = 40;
const OF_KNOWN = 10;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: { SIGN_IN_ATTEMPTS_PER_MINUTE: "100000", PASSWORD_HASH_SLOTS: "8" } });
  app.secret(WRONG);
});
afterAll(() => app.close());

const there = (cookie: string, email: string, password = WRONG) => createBrowser(app, cookie).post(PATH, { email, password });
const byProgram = (email: string, ip: string, userAgent: string, password = WRONG) =>
  createClient(app, { "X-Forwarded-For": ip, "User-Agent": userAgent }).post(PATH, { email, password, refreshTransport: "body" });
const checked = (answers: Array<{ status: number }>) => answers.filter(({ status }) => status === 401).length;

async function guessAsStrangers(email: string, attempts = 60): Promise<number> {
  const guesses = Array.from({ length: attempts }, (_, attempt) => byProgram(email, `10.210.${attempt}.1`, "guesser/1"));
  return checked(await Promise.all(guesses));
}

describe("all known browsers and programs of an address", () => {
  test("have ten failures together, and strangers forty of their own: fifty in a window of an hour", async () => {
    const person = await registerPerson(app);
    const browsers: string[] = [];
    while (browsers.length < 20) browsers.push(await knownBrowser(app, person));
    await byProgram(person.email, "192.0.2.5", "curl/9", person.password).expect(200);
    const before = await hashCount(app.deps.metrics);
    const rounds = [...browsers, ...browsers, ...browsers].map((cookie) => there(cookie, person.email));
    expect(checked(await Promise.all(rounds))).toBe(OF_KNOWN);
    expectProblem(await byProgram(person.email, "192.0.2.5", "curl/9"), "too_many_attempts");
    expect(await guessAsStrangers(person.email)).toBe(OF_STRANGERS);
    expect((await hashCount(app.deps.metrics)) - before).toBe(OF_KNOWN + OF_STRANGERS);
  });

  test("lose nothing to a right password", async () => {
    const person = await registerPerson(app);
    const browser = await knownBrowser(app, person);
    for (let turn = 0; turn < 2 * OF_KNOWN; turn += 1) await there(browser, person.email, person.password).expect(200);
  });
});

describe("a program without a cookie", () => {
  test("that has signed in lately gets in while strangers have used up what the address bears", async () => {
    const { email, password } = await registerPerson(app);
    await byProgram(email, "2001:db8:90:1::1", "robot/1", password).expect(200);
    expect(await guessAsStrangers(email)).toBe(OF_STRANGERS);
    await byProgram(email, "2001:db8:90:1::2", "robot/1", password).expect(200);
    for (const [ip, userAgent] of [
      ["2001:db8:90:2::1", "robot/1"],
      ["2001:db8:90:1::1", "robot/2"],
    ] as const) {
      expectProblem(await byProgram(email, ip, userAgent, password), "too_many_attempts");
    }
    // A browser that is new says so by the cookie that it has, be it made up.
    const made = createClient(app, {
      "X-Forwarded-For": "2001:db8:90:1::1",
      "User-Agent": "robot/1",
      Cookie: `gh_browser=${"A".repeat(43)}`,
    });
    expectProblem(await made.post(PATH, { email, password, refreshTransport: "body" }), "too_many_attempts");
    app.clock.advance(31 * 86_400);
    expectProblem(await byProgram(email, "2001:db8:90:1::1", "robot/1", password), "too_many_attempts");
    app.clock.advance(-31 * 86_400);
  });

  test("waits by itself after five failures", async () => {
    const { email, password } = await registerPerson(app);
    await byProgram(email, "192.0.2.9", "robot/1", password).expect(200);
    for (let failure = 0; failure < 5; failure += 1) expectProblem(await byProgram(email, "192.0.2.9", "robot/1"), "invalid_credentials");
    expectProblem(await byProgram(email, "192.0.2.9", "robot/1", password), "too_many_attempts");
    await byProgram(email, "192.0.2.10", "robot/1", password).expect(200);
  });

  test("is looked for with the same single statement, whether there is an account or not", async () => {
    const { email, password } = await registerPerson(app);
    await byProgram(email, "192.0.2.11", "robot/1", password).expect(200);
    const statements = async (address: string, ip: string) => {
      const seen: string[] = [];
      const note = ({ sql }: { sql: string }) => seen.push(sql);
      app.deps.db.on("query", note);
      expectProblem(await byProgram(address, ip, "robot/1"), "invalid_credentials");
      app.deps.db.removeListener("query", note);
      return seen.map((sql) => sql.replace(/\s+/g, " "));
    };
    const known = await statements(email, "192.0.2.11");
    expect(await statements(newEmail(), "192.0.2.12")).toEqual(known);
    expect(known.filter((sql) => sql.includes("known_browsers"))).toHaveLength(1);
  });
});
