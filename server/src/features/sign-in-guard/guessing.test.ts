import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { browserCookie, createBrowser, knownBrowser } from "../../../test/browser.ts";
import { createClient, newEmail, registerPerson, signedInPerson } from "../../../test/client.ts";
import { hashCount } from "../../../test/hash-count.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const PATH = "/api/v1/auth/login";
const WRONG = "a wrong guess of it";
const FREE = 5;
/** Neither the window of requests, which comes before, nor the room for hashes is what is looked at here. */
const SETTINGS = { SIGN_IN_ATTEMPTS_PER_MINUTE: "100000", PASSWORD_HASH_SLOTS: "8" };

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: SETTINGS });
  app.secret(WRONG);
});
afterAll(() => app.close());

let networks = 0;
const newIp = () => `10.77.${(networks += 1) >> 8}.${networks & 255}`;
const from = (forwarded: string, of = app) => createClient(of, { "X-Forwarded-For": forwarded });
const body = (email: string, password = WRONG) => ({ email, password, refreshTransport: "body" });
const guess = (email: string, forwarded: string, of = app) => from(forwarded, of).post(PATH, body(email));

const hashes = () => hashCount(app.deps.metrics);

async function guessAtOnce(attempts: number, email: string, forwarded: (attempt: number) => string, of = app) {
  return Promise.all(Array.from({ length: attempts }, (_, attempt) => guess(email, forwarded(attempt), of)));
}

const eventsOf = (action: string, email: string) =>
  app.deps.db("auditEvents").where({ action }).whereIn("subjectUserId", app.deps.db("users").select("id").where({ email }));

describe("one caller and one address", () => {
  test("after five failures one waits a second, then two, and is told so in whole seconds", async () => {
    const { email, password } = await registerPerson(app);
    const ip = newIp();
    for (let failure = 0; failure < FREE; failure += 1) expectProblem(await guess(email, ip), "invalid_credentials");
    const refused = await guess(email, ip);
    expectProblem(refused, "too_many_attempts");
    expect(refused.headers["retry-after"]).toBe("1");
    await sleep(1_050);
    expectProblem(await guess(email, ip), "invalid_credentials");
    expect((await guess(email, ip)).headers["retry-after"]).toBe("2");
    expectProblem(await from(ip).post(PATH, body(email, password)), "too_many_attempts");
    await from(newIp()).post(PATH, body(email, password)).expect(200);
  });

  test("of thirty guesses at once five are checked", async () => {
    const { email } = await registerPerson(app);
    const [ip, before] = [newIp(), await hashes()];
    const answers = await guessAtOnce(30, email, () => ip);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(FREE);
    expect((await hashes()) - before).toBe(FREE);
  });

  test("a right password takes the failures back", async () => {
    const { email, password } = await registerPerson(app);
    const ip = newIp();
    for (let round = 0; round < 3; round += 1) {
      for (let failure = 0; failure < FREE - 1; failure += 1) expectProblem(await guess(email, ip), "invalid_credentials");
      await from(ip).post(PATH, body(email, password)).expect(200);
    }
  });

  test("an address without an account, and one of a disabled account, answer as any other", async () => {
    const known = (await registerPerson(app)).email;
    const disabled = (await registerPerson(app)).email;
    await disableUser(app.deps, { email: disabled, actor: { type: "system" } });
    const before = await hashes();
    const courses = await Promise.all(
      [known, disabled, newEmail()].map(async (email) => {
        const ip = newIp();
        const answers = [];
        for (let attempt = 0; attempt < FREE + 2; attempt += 1) answers.push(await guess(email, ip));
        return answers.map(({ status, headers: { "x-request-id": _id, date: _date, ...headers }, text }) => {
          return { status, headers, text: text.replace(/"requestId":"[^"]+"/, "") };
        });
      }),
    );
    expect(courses[1]).toEqual(courses[0]);
    expect(courses[2]).toEqual(courses[0]);
    expect((await hashes()) - before).toBe(3 * FREE);
  });

  test("every address of one IPv6 /64 is one caller, and the next /64 is another", async () => {
    const { email } = await registerPerson(app);
    const answers = await guessAtOnce(30, email, (attempt) => `2001:db8:77:1:${attempt.toString(16)}::1`);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(FREE);
    expectProblem(await guess(email, "2001:db8:77:2::1"), "invalid_credentials");
  });

  test("guesses that are refused leave one event in the owner's activity, and not one each", async () => {
    const { email } = await registerPerson(app);
    for (const ip of [newIp(), newIp()]) await guessAtOnce(30, email, () => ip);
    expect(await eventsOf("session.denied", email)).toHaveLength(2 * FREE);
    const throttled = await eventsOf("session.throttled", email);
    expect(throttled).toMatchObject([{ outcome: "denied", actorType: "anonymous", after: { by: "caller" } }]);
  });
});

describe("what a caller says of its address", () => {
  test("addresses in front of the one that a trusted proxy wrote make no other caller", async () => {
    const { email } = await registerPerson(app);
    const ip = newIp();
    const answers = await guessAtOnce(30, email, (attempt) => `198.51.100.${attempt}, 2001:db8:${attempt}::1, ${ip}`);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(FREE);
  });

  test("without a trusted proxy no header makes another caller", async () => {
    const open = await createTestApp({ settings: { ...SETTINGS, TRUSTED_PROXIES: "192.0.2.0/24" } });
    try {
      const { email } = await registerPerson(open);
      const headers = (attempt: number) => {
        const forged = `198.51.100.${attempt}`;
        return { "X-Forwarded-For": forged, Forwarded: `for=${forged}`, "X-Real-IP": forged, "CF-Connecting-IP": forged };
      };
      const attempts = Array.from({ length: 30 }, (_, attempt) => createClient(open, headers(attempt)).post(PATH, body(email)));
      const answers = await Promise.all(attempts);
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(FREE);
    } finally {
      await open.close();
    }
  });

  test("what is no address at all makes one caller", async () => {
    const { email } = await registerPerson(app);
    const answers = await guessAtOnce(20, email, (attempt) => `nonsense-${attempt}`);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(FREE);
  });
});

describe("one caller and many addresses", () => {
  test("after fifty failures a caller waits, whatever address it tries", async () => {
    const ip = newIp();
    const before = await hashes();
    const answers = [];
    for (let attempt = 0; attempt < 60; attempt += 1) answers.push(await guess(newEmail(), ip));
    expect(answers.slice(0, 50).every(({ status }) => status === 401)).toBe(true);
    const refused = answers.slice(50).filter(({ status }) => status === 429);
    // The wait of a second may pass while ten are sent.
    expect(refused.length).toBeGreaterThanOrEqual(8);
    expect((await hashes()) - before).toBe(60 - refused.length);
    expect(await app.deps.db("auditEvents").where({ action: "session.throttled", ip })).toMatchObject([
      { subjectUserId: null, after: { by: "ip" } },
    ]);
  });

  test("a sign-in of one's own does not clear the way for more guesses", async () => {
    const own = await registerPerson(app);
    const ip = newIp();
    for (let attempt = 0; attempt < 49; attempt += 1) await guess(newEmail(), ip);
    await from(ip).post(PATH, body(own.email, own.password)).expect(200);
    expectProblem(await guess(newEmail(), ip), "invalid_credentials");
    expectProblem(await guess(newEmail(), ip), "too_many_attempts");
  });
});

describe("one address and many callers", () => {
  test("forty failures of strangers in an hour are all that are checked, and the owner signs in on a known browser", async () => {
    const person = await registerPerson(app);
    const browser = await knownBrowser(app, person);
    const before = await hashes();
    const answers = await guessAtOnce(120, person.email, (attempt) => `10.200.${attempt}.1`);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(40);
    expect((await hashes()) - before).toBe(40);

    const elsewhere = await from(newIp()).post(PATH, body(person.email, person.password));
    expectProblem(elsewhere, "too_many_attempts");
    expect(Number(elsewhere.headers["retry-after"])).toBeGreaterThan(3_500);
    await createBrowser(app, browser, { "X-Forwarded-For": "10.200.0.1" })
      .post(PATH, { email: person.email, password: person.password })
      .expect(200);
    await createClient(app, { Cookie: browser }).post(PATH, body(person.email, person.password)).expect(200);
  });
});

describe("a known browser", () => {
  const there = (cookie: string, email: string, password = WRONG) => createBrowser(app, cookie).post(PATH, { email, password });

  test("has five free failures of its own, which do not count for others", async () => {
    const person = await registerPerson(app);
    const browser = await knownBrowser(app, person);
    for (let failure = 0; failure < FREE; failure += 1) expectProblem(await there(browser, person.email), "invalid_credentials");
    expectProblem(await there(browser, person.email, person.password), "too_many_attempts");
    await from(newIp()).post(PATH, body(person.email, person.password)).expect(200);
    await sleep(1_050);
    await there(browser, person.email, person.password).expect(200);
  });

  test("is known for its own people only", async () => {
    const [victim, stranger] = [await registerPerson(app), await registerPerson(app)];
    const browser = await knownBrowser(app, stranger);
    const ip = newIp();
    const answers = [];
    for (let attempt = 0; attempt < FREE + 1; attempt += 1) {
      answers.push(await createBrowser(app, browser, { "X-Forwarded-For": ip }).post(PATH, { email: victim.email, password: WRONG }));
    }
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    // With another made-up name for each guess one caller stays one caller.
    const made = `gh_browser=${"A".repeat(43)}`;
    expectProblem(
      await createBrowser(app, made, { "X-Forwarded-For": ip }).post(PATH, { email: victim.email, password: WRONG }),
      "too_many_attempts",
    );
  });

  test("is unknown again after ninety days without a sign-in", async () => {
    const person = await registerPerson(app);
    const browser = await knownBrowser(app, person);
    await guessAtOnce(60, person.email, (attempt) => `10.201.${attempt}.1`);
    app.clock.advance(89 * 86_400);
    await there(browser, person.email, person.password).expect(200);
    app.clock.advance(91 * 86_400);
    expectProblem(await there(browser, person.email, person.password), "too_many_attempts");
    app.clock.advance(-180 * 86_400);
  });

  test.each(["", "%00", "x\u00e9y", `${"A".repeat(43)}"`, "A".repeat(44), "a b", '"'])(
    "a name of %j is none, and is no fault",
    async (name) => {
      const person = await registerPerson(app);
      const cookie = `gh_browser=${Buffer.from(name).toString("latin1")}`;
      const answer = await createBrowser(app, cookie).post(PATH, { email: person.email, password: person.password }).expect(200);
      expect(browserCookie(answer)).toMatch(/^gh_browser=[\w-]{43}$/);
      expect(browserCookie(answer)).not.toBe(cookie);
    },
  );
});

test("a sign-in that was not checked because too many wait counts for nothing", async () => {
  const { email, password } = await signedInPerson(app);
  const { hasher } = app.deps;
  const verify = hasher.verify.bind(hasher);
  hasher.verify = () => Promise.reject(new Error("the hasher failed"));
  const ip = newIp();
  for (let attempt = 0; attempt < 2 * FREE; attempt += 1) expectProblem(await guess(email, ip), "internal_error");
  hasher.verify = verify;
  await from(ip).post(PATH, body(email, password)).expect(200);
});
