import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { keepBusy } from "../../../test/busy-hasher.ts";
import { createClient, newEmail, OWN_PAGE, signedInPerson, signIn } from "../../../test/client.ts";
import { askForChange, changeAddress, personWithMailbox, prove, signedInBrowser, type Person } from "../../../test/email-changes.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const PATH = "/api/v1/me/email-change";
const PROVE = "/api/v1/auth/email-change/prove";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const ask = ({ browser, password }: Pick<Person, "browser" | "password">, newAddress: string) =>
  browser.post(PATH, { newEmail: newAddress, currentPassword: password });
const me = async (browser: Person["browser"]) =>
  (await browser.get("/api/v1/me").expect(200)).body as { email: string; emailVerifiedAt: string };

async function actionsOf(userId: string): Promise<string[]> {
  const events = (await app.deps.db("auditEvents").where({ subjectUserId: userId }).orderBy("sequence")) as Array<{ action: string }>;
  return events.map(({ action }) => action).filter((action) => action.startsWith("user.email_change"));
}

describe("a change of address", () => {
  test("needs proof of both mailboxes, in any order, and then signs in with the new address only", async () => {
    for (const order of [["old", "new"] as const, ["new", "old"] as const]) {
      const person = await personWithMailbox(app);
      const change = await askForChange(app, person);
      const [first, second] = order;
      expect((await prove(person.browser, change[first]).expect(200)).body).toEqual({ side: first, isComplete: false });
      expect((await me(person.browser)).email).toBe(person.email);
      expect((await prove(person.browser, change[second]).expect(200)).body).toEqual({ side: second, isComplete: true });
      expect(await me(person.browser)).toMatchObject({ email: change.newEmail, emailVerifiedAt: expect.any(String) });
      await signIn(app, { email: change.newEmail, password: person.password });
      const old = { email: person.email, password: person.password, refreshTransport: "body" };
      expectProblem(await createClient(app).post("/api/v1/auth/login", old), "invalid_credentials");
    }
  });

  test("is proven by the links as well, and by a button of the asking browser only", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    const { challengeId, secret } = change.new;
    expectProblem(await createCookieBrowser(app).post(PROVE, { challengeId, secret }), "challenge_elsewhere");
    expectProblem(await createCookieBrowser(app).post(PROVE, { challengeId, code: change.new.code }), "challenge_ended");
    const elsewhere = { ...OWN_PAGE, "Sec-Fetch-Site": "cross-site" };
    expectProblem(await createClient(app, elsewhere).post(PROVE, { challengeId, secret }), "cross_site_request");
    await person.browser.post(PROVE, { challengeId, secret }).expect(200);
    await person.browser.post(PROVE, { challengeId: change.old.challengeId, secret: change.old.secret }).expect(200);
    expect((await me(person.browser)).email).toBe(change.newEmail);
  });

  test("can be read while it waits, from every device, and not afterwards", async () => {
    const person = await personWithMailbox(app);
    expectProblem(await person.browser.get(PATH), "not_found");
    const change = await askForChange(app, person);
    const other = await signedInBrowser(app, person);
    expect((await other.browser.get(PATH).expect(200)).body).toEqual({
      oldEmail: person.email,
      newEmail: change.newEmail,
      oldProven: false,
      newProven: false,
      oldChallenge: { id: change.old.challengeId, expiresAt: expect.any(String) },
      newChallenge: { id: change.new.challengeId, expiresAt: expect.any(String) },
      expiresAt: expect.any(String),
    });
    await prove(person.browser, change.new).expect(200);
    expect((await person.browser.get(PATH).expect(200)).body).toMatchObject({ oldProven: false, newProven: true });
    await prove(person.browser, change.old).expect(200);
    expectProblem(await person.browser.get(PATH), "not_found");
  });

  test("is over after ten minutes, also when one side was proven", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    await prove(person.browser, change.old).expect(200);
    app.clock.advance(600);
    const again = await signedInBrowser(app, person);
    expectProblem(await prove(person.browser, change.new), "challenge_ended");
    expectProblem(await again.browser.get(PATH), "not_found");
    expectProblem(await again.browser.delete(PATH), "not_found");
    await askForChange(app, { ...person, browser: again.browser });
    expect(await actionsOf(person.id)).toEqual(["user.email_change_requested", "user.email_change_requested"]);
  });

  test("can be cancelled, and its codes are worth nothing then", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    await prove(person.browser, change.old).expect(200);
    await person.browser.delete(PATH).expect(204);
    expectProblem(await prove(person.browser, change.new), "challenge_ended");
    expectProblem(await person.browser.delete(PATH), "not_found");
    expect(await actionsOf(person.id)).toEqual(["user.email_change_requested", "user.email_change_cancelled"]);
  });

  test("asks the old mailbox only where it was ever proven, and sends a stranger no link to undo it", async () => {
    const person = await personWithMailbox(app);
    await app.deps.db("users").where({ id: person.id }).update({ emailVerifiedAt: null });
    const newAddress = newEmail();
    const before = (await queuedMails(app, person.email)).length;
    const { body } = await ask(person, newAddress).expect(201);
    expect(body).toMatchObject({ oldProven: null, oldChallenge: null, newProven: false });
    const { code } = await lastMail(app, newAddress, "email_change_new");
    const { newChallenge } = body as { newChallenge: { id: string } };
    expect((await person.browser.post(PROVE, { challengeId: newChallenge.id, code }).expect(200)).body).toEqual({
      side: "new",
      isComplete: true,
    });
    expect(await me(person.browser)).toMatchObject({ email: newAddress, emailVerifiedAt: expect.any(String) });
    expect(await queuedMails(app, person.email)).toHaveLength(before);
  });

  test("is told to the old mailbox and in the console, and recorded with both addresses", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: newAddress } = await changeAddress(app, person);
    expect(await lastMail(app, person.email, "email_changed")).toMatchObject({
      name: person.name,
      newEmail: newAddress,
      undoLink: expect.stringMatching(/^http:\/\/localhost:3000\/undo-email-change#token=[\w-]{43}$/),
    });
    const { body } = await person.browser.get("/api/v1/me/notices").expect(200);
    expect(body).toMatchObject({ items: [{ kind: "email_changed", details: { oldEmail: person.email, newEmail: newAddress } }] });
    const [event] = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.email_changed" });
    expect(event).toMatchObject({ before: { email: person.email }, after: { email: newAddress }, actorId: person.id, outcome: "success" });
  });
});

describe("who asks for another address", () => {
  test("must know the password, and the owner sees who did not", async () => {
    const person = await personWithMailbox(app);
    const newAddress = newEmail();
    const answer = await ask({ ...person, password: "a wrong guess of it" }, newAddress);
    expect(expectInvalid(answer)).toEqual(["body /currentPassword wrong_password"]);
    expect(await queuedMails(app, newAddress)).toEqual([]);
    expect(await actionsOf(person.id)).toEqual(["user.email_change_refused"]);
  });

  test("has to wait after five wrong passwords", async () => {
    const person = await personWithMailbox(app);
    for (let guess = 0; guess < 5; guess += 1) await ask({ ...person, password: `guess ${guess}` }, newEmail()).expect(422);
    const answer = await ask(person, newEmail());
    expectProblem(answer, "too_many_attempts");
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  });

  test("cannot ask for the address they have, in whatever letters", async () => {
    const person = await personWithMailbox(app);
    expect(expectInvalid(await ask(person, person.email.toUpperCase()))).toEqual(["body /newEmail unchanged"]);
    expect(expectInvalid(await ask(person, "not an address"))).toEqual(["body /newEmail invalid"]);
  });

  test("learns nothing of an account that has it, whose owner is told", async () => {
    const [person, owner] = [await personWithMailbox(app), await confirmedPerson(app)];
    const free = (await ask(person, newEmail()).expect(201)).body as object;
    const answer = await ask(person, owner.email).expect(201);
    expect(Object.keys(answer.body as object)).toEqual(Object.keys(free));
    expect(answer.body).toMatchObject({ newEmail: owner.email, oldProven: false, newProven: false });
    expect(await lastMail(app, owner.email, "email_wanted")).toEqual({});
    const { newChallenge } = answer.body as { newChallenge: { id: string } };
    const guess = await person.browser.post(PROVE, { challengeId: newChallenge.id, code: "12345678" });
    expect(expectInvalid(guess)).toEqual(["body /code wrong_code"]);
    expect(await app.deps.db("challenges").where({ id: newChallenge.id }).first()).toMatchObject({ isDecoy: true });
  });

  test("cannot flood a mailbox, neither another's nor the one they have", async () => {
    const newAddress = newEmail();
    const [person, other] = [await personWithMailbox(app), await personWithMailbox(app)];
    for (let mail = 0; mail < 5; mail += 1) for (const one of [person, other]) await ask(one, newAddress).expect(201);
    const answer = await ask(person, newAddress);
    expectProblem(answer, "too_many_requests");
    // Five for these, and so five more.
    for (let mail = 0; mail < 5; mail += 1) await ask(other, newEmail()).expect(201);
    expectProblem(await ask(other, newEmail()), "too_many_requests");
  });

  test("gets a clear refusal while too many passwords wait", async () => {
    const person = await personWithMailbox(app);
    const { stop } = keepBusy(app.deps.hasher);
    try {
      expectProblem(await ask(person, newEmail()), "busy");
    } finally {
      await stop();
    }
  });

  test("cannot where there is no mail, nor take an address that could not be registered", async () => {
    const silent = await createTestApp();
    const { client, password } = await signedInPerson(silent);
    Object.assign(silent.deps.outbox, { mode: "off" });
    try {
      expectProblem(await client.post(PATH, { newEmail: newEmail(), currentPassword: password }), "mail_not_configured");
    } finally {
      await silent.close();
    }
    const strict = await createTestApp({
      settings: { REGISTRATION: "domains", REGISTRATION_DOMAINS: "example.com", REFUSE_DISPOSABLE_ADDRESSES: "true" },
    });
    try {
      const { client, password } = await signedInPerson(strict);
      const answer = await client.post(PATH, { newEmail: "ada@elsewhere.example", currentPassword: password });
      expect(expectInvalid(answer)).toEqual(["body /newEmail domain_not_allowed"]);
    } finally {
      await strict.close();
    }
  });
});
