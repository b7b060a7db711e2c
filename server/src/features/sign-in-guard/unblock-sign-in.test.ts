import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { browserCookie, createBrowser, knownBrowser } from "../../../test/browser.ts";
import { createClient, newEmail, registerPerson } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";
import { createSignInGuard, POLICY } from "./guard.ts";

const LOGIN = "/api/v1/auth/login";
const UNBLOCK = "/api/v1/auth/unblock";
const WRONG = "a wrong guess of it";
const WAIT_SECONDS = 0.01;
/** Ten failures of one caller take half a minute of waiting otherwise. */
const QUICK = { ...POLICY, caller: { ...POLICY.caller, firstWaitSeconds: WAIT_SECONDS, longestWaitSeconds: 60 } };

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: { SIGN_IN_ATTEMPTS_PER_MINUTE: "100000" } });
  app.secret(WRONG);
  app.deps.guard = createSignInGuard(null, QUICK);
});
afterAll(() => app.close());

let networks = 0;
const newIp = () => `10.78.${(networks += 1) >> 8}.${networks & 255}`;
const guess = (email: string, ip: string) =>
  createClient(app, { "X-Forwarded-For": ip }).post(LOGIN, { email, password: WRONG, refreshTransport: "body" });

/** Fails ten times from one network, waiting as long as is asked for. */
async function failTen(email: string, ip = newIp()): Promise<void> {
  for (let failure = 1; failure <= 10; failure += 1) {
    expectProblem(await guess(email, ip), "invalid_credentials");
    if (failure >= 5) await sleep(WAIT_SECONDS * 2 ** (failure - 5) * 1000 + 10);
  }
}

async function slowedPerson() {
  const person = await registerPerson(app);
  await failTen(person.email);
  const { unblockLink } = await lastMail(app, person.email, "sign_in_slowed");
  const token = app.secret(unblockLink.slice(unblockLink.indexOf("=") + 1));
  return { ...person, unblockLink, token };
}

describe("the mail to the owner", () => {
  test("comes at the tenth failure of one caller, once in an hour, with a notice in the console", async () => {
    const { email, unblockLink } = await slowedPerson();
    expect(unblockLink).toMatch(/^http:\/\/localhost:3000\/unblock#token=[\w-]{43}$/);
    await failTen(email);
    expect((await queuedMails(app, email)).map(({ kind }) => kind)).toEqual(["sign_in_slowed"]);
    const notices = app.deps.db("notices").join("users", "users.id", "notices.userId").where({ email });
    expect(await notices.select("kind")).toEqual([{ kind: "sign_in_slowed" }]);
  });

  test("comes when many callers have used up what the address bears in an hour", async () => {
    const { email } = await registerPerson(app);
    for (let caller = 0; caller < 39; caller += 1) await guess(email, `10.202.${caller}.1`);
    expect(await queuedMails(app, email)).toEqual([]);
    await guess(email, "10.202.50.1");
    await lastMail(app, email, "sign_in_slowed");
  });

  test("is one that is never sent where there is nobody to tell: no account, a disabled one", async () => {
    const unknown = newEmail();
    const disabled = (await registerPerson(app)).email;
    await disableUser(app.deps, { email: disabled, actor: { type: "system" } });
    for (const email of [unknown, disabled]) {
      await failTen(email);
      expect((await queuedMails(app, email)).map(({ kind }) => kind)).toEqual(["nothing"]);
    }
  });

  test("does not go to an address that nobody has proven, where mail proves addresses", async () => {
    const { email } = await registerPerson(app);
    const { outbox } = app.deps;
    app.deps.outbox = { ...outbox, mode: "smtp" };
    await failTen(email);
    app.deps.outbox = outbox;
    expect((await queuedMails(app, email)).map(({ kind }) => kind)).toEqual(["nothing"]);
  });
});

describe("an attack that goes on", () => {
  const HOUR_SECONDS = 1;

  test.each(["an owner", "nobody"])("sends a mail in every hour, and one at most, to %s", async (who) => {
    const email = who === "nobody" ? newEmail() : (await registerPerson(app)).email;
    const hourly = { attempts: 4, windowSeconds: HOUR_SECONDS };
    app.deps.guard = createSignInGuard(null, { ...QUICK, address: hourly, known: hourly, tellEverySeconds: HOUR_SECONDS });
    const times: number[] = [];
    const began = performance.now();
    let seen = 0;
    let longestSeconds = 0;
    while (performance.now() - began < 5_500 * HOUR_SECONDS) {
      const guessedAt = performance.now();
      await guess(email, newIp());
      const { length } = await queuedMails(app, email);
      if (length > seen) times.push(performance.now());
      expect(length - seen).toBeLessThanOrEqual(1);
      seen = length;
      await sleep(20);
      longestSeconds = Math.max(longestSeconds, (performance.now() - guessedAt) / 1000);
    }
    app.deps.guard = createSignInGuard(null, QUICK);
    expect([...new Set((await queuedMails(app, email)).map(({ kind }) => kind))]).toEqual([
      who === "nobody" ? "nothing" : "sign_in_slowed",
    ]);
    const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / 1000);
    expect(gaps.length).toBeGreaterThanOrEqual(4);
    // Later by what one guess takes on a busy machine.
    expect(Math.max(...gaps)).toBeLessThan(1.8 * HOUR_SECONDS + longestSeconds);
    expect(Math.min(...gaps)).toBeGreaterThan(0.7 * HOUR_SECONDS);
  });
});

describe("the link", () => {
  const unblock = (token: string, cookie?: string, ip = newIp()) =>
    createBrowser(app, cookie, { "X-Forwarded-For": ip }).post(UNBLOCK, { token });

  test("makes the browser a known one that may try at once, while the address is blocked for strangers", async () => {
    const { email, password, token } = await slowedPerson();
    for (let caller = 0; caller < 60; caller += 1) await guess(email, `10.203.${caller}.1`);
    expectProblem(await createBrowser(app).post(LOGIN, { email, password }), "too_many_attempts");

    const answer = await unblock(token).expect(200);
    expect(answer.body).toEqual({ email });
    await createBrowser(app, browserCookie(answer)).post(LOGIN, { email, password }).expect(200);
    const events = await app.deps.db("auditEvents").where({ action: "session.unblocked" }).orderBy("sequence", "desc");
    expect(events[0]).toMatchObject({ outcome: "success", actorType: "user", targetType: "user" });
  });

  test("gives a known browser that failed too often itself its free failures back", async () => {
    const { email, password, token } = await slowedPerson();
    const browser = await knownBrowser(app, { email, password });
    const there = (typed: string) => createBrowser(app, browser).post(LOGIN, { email, password: typed });
    app.deps.guard = createSignInGuard(null);
    for (let failure = 0; failure < 5; failure += 1) expectProblem(await there(WRONG), "invalid_credentials");
    expectProblem(await there(password), "too_many_attempts");
    expect(browserCookie(await unblock(token, browser).expect(200))).toBe(browser);
    await there(password).expect(200);
    app.deps.guard = createSignInGuard(null, QUICK);
  });

  test("lets a browser in when the known ones have used up what the address bears from them", async () => {
    const { email, password } = await registerPerson(app);
    const [browser = "", ...others] = await Promise.all([1, 2, 3].map(() => knownBrowser(app, { email, password })));
    const there = (cookie: string, typed: string) => createBrowser(app, cookie).post(LOGIN, { email, password: typed });
    for (const cookie of [...others, ...others, ...others, ...others, ...others])
      expectProblem(await there(cookie, WRONG), "invalid_credentials");
    expectProblem(await there(browser, password), "too_many_attempts");
    const { unblockLink } = await lastMail(app, email, "sign_in_slowed");
    await unblock(app.secret(unblockLink.slice(unblockLink.indexOf("=") + 1)), browser).expect(200);
    await there(browser, password).expect(200);
  });

  test("is good once, also of ten at once", async () => {
    const { token } = await slowedPerson();
    const answers = await Promise.all(Array.from({ length: 10 }, () => unblock(token)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array<number>(9).fill(410)]);
    expectProblem(await unblock(token), "unblock_link_invalid");
  });

  test("is good for an hour", async () => {
    const { token } = await slowedPerson();
    app.clock.advance(3_601);
    expectProblem(await unblock(token), "unblock_link_invalid");
    app.clock.advance(-3_601);
    await unblock(token).expect(200);
  });

  test("is not used up by who only looks, by another site's page, or by a guess", async () => {
    const { token } = await slowedPerson();
    await createClient(app).get(`${UNBLOCK}?token=${token}`).expect(404);
    expectProblem(
      await createClient(app, { "X-Gatehouse": "1", "Sec-Fetch-Site": "cross-site" }).post(UNBLOCK, { token }),
      "cross_site_request",
    );
    expectProblem(await unblock(`${token.slice(0, -1)}_`), "unblock_link_invalid");
    await unblock(token).expect(200);
  });

  test("stands nowhere in the database in the clear", async () => {
    const { token } = await slowedPerson();
    const rows = await app.deps.db("unblockLinks").select("tokenHash");
    expect(rows.some(({ tokenHash }: { tokenHash: Buffer }) => tokenHash.toString("utf8").includes(token))).toBe(false);
    expect(rows.every(({ tokenHash }: { tokenHash: Buffer }) => tokenHash.length === 32)).toBe(true);
  });
});
