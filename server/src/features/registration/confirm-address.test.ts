import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD } from "../../../test/client.ts";
import { askToRegister, confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const CONFIRM = "/api/v1/auth/registration/confirm";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const logIn = (email: string, password: string) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });
const usersOf = (email: string) => app.deps.db("users").where({ email });
const openOnesOf = (email: string) => app.deps.db("challenges").where({ email }).whereNull("endedAt");

test("the options say that an address is proven", async () => {
  const { body } = await createClient(app).get("/api/v1/auth/options").expect(200);
  expect(body).toMatchObject({ mail: "smtp", provesAddresses: true });
});

test("there is no account before the mailbox is proven, and a confirmed one from then on, which nobody is signed in to", async () => {
  const browser = createCookieBrowser(app);
  const { email, name, password, challengeId, code } = await askToRegister(app, browser);
  expect(await usersOf(email)).toEqual([]);
  expectProblem(await logIn(email, password), "invalid_credentials");

  const answer = await browser.post(CONFIRM, { challengeId, code: `${code.slice(0, 4)} ${code.slice(4)}` }).expect(200);
  expect(answer.body).toEqual({ email });
  expect(answer.headers["set-cookie"]).toBeUndefined();
  const { user } = (await logIn(email, password).expect(200)).body as { user: object };
  expect(user).toMatchObject({ email, name, emailVerifiedAt: expect.any(String) });
});

test("what happened is in the activity of the person from the moment there is an account", async () => {
  const browser = createCookieBrowser(app);
  const { email } = await confirmedPerson(app, browser);
  const [{ id }] = await usersOf(email);
  const events = await app.deps.db("auditEvents").where({ subjectUserId: id });
  expect(events).toMatchObject([{ action: "user.registered", actorId: id, after: { email, name: "Ada", isConfirmed: true } }]);
  const asked = await app.deps.db("auditEvents").where({ action: "user.registration_requested" }).whereRaw("after->>'email' = ?", [email]);
  expect(asked).toMatchObject([{ actorType: "anonymous", subjectUserId: null, outcome: "success" }]);
});

test("an address that NFKC folds is proven as what it folds to", async () => {
  const browser = createCookieBrowser(app);
  const email = newEmail();
  const typed = email.replace("@", "＠").toUpperCase();
  await browser.post("/api/v1/auth/register", { email: typed, name: "Ada", password: PASSWORD }).expect(202);
  expect(await lastMail(app, email, "confirm_address")).toMatchObject({ code: expect.any(String) });
});

test("of two people who register one address the one whose mail came last can confirm it, and only one account is made", async () => {
  const [mine, theirs] = [createCookieBrowser(app), createCookieBrowser(app)];
  const first = await askToRegister(app, mine);
  const second = await askToRegister(app, theirs, { email: first.email, name: "Eve", password: "silver kettle on the hill" });
  expectProblem(await mine.post(CONFIRM, { challengeId: first.challengeId, secret: first.secret }), "challenge_ended");
  await theirs.post(CONFIRM, { challengeId: second.challengeId, code: second.code }).expect(200);
  expect(await usersOf(first.email)).toMatchObject([{ name: "Eve" }]);
});

test("an account that was confirmed meanwhile is not taken over", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId, code } = await askToRegister(app, browser);
  const { email: other, password } = await confirmedPerson(app);
  await usersOf(other).update({ email });
  expectProblem(await browser.post(CONFIRM, { challengeId, code }), "email_taken");
  await logIn(email, password).expect(200);
});

test("an account that was disabled meanwhile is not taken over", async () => {
  const { email: other } = await confirmedPerson(app);
  await usersOf(other).update({ emailVerifiedAt: null });
  const browser = createCookieBrowser(app);
  const { challengeId, code } = await askToRegister(app, browser, { email: other, password: "silver kettle on the hill" });
  await disableUser(app.deps, { email: other, actor: { type: "system" } });
  expectProblem(await browser.post(CONFIRM, { challengeId, code }), "email_taken");
  expect(await usersOf(other)).toMatchObject([{ emailVerifiedAt: null, name: "Ada" }]);
});

test("the owner of an account is told that somebody registers the address, and no code fits", async () => {
  const { email } = await confirmedPerson(app);
  const browser = createCookieBrowser(app);
  const { body } = await browser.post("/api/v1/auth/register", { email, name: "Eve", password: PASSWORD }).expect(202);
  const { challenge } = body as { challenge: { id: string } };
  expect((await queuedMails(app, email)).at(-1)).toMatchObject({ kind: "account_exists" });
  const [{ id }] = await usersOf(email);
  expect(await app.deps.db("notices").where({ userId: id })).toMatchObject([{ kind: "registration_attempted" }]);
  expect(await openOnesOf(email)).toMatchObject([{ isDecoy: true, userId: null }]);

  const before = await app.deps.db("users");
  const answers = [];
  for (let code = 0; code < 5; code += 1) {
    answers.push((await browser.post(CONFIRM, { challengeId: challenge.id, code: `0000000${code}` })).status);
  }
  expect(answers).toEqual([422, 422, 422, 422, 410]);
  expect(await app.deps.db("users")).toEqual(before);
});

test("the owner of a disabled account is told that it is disabled", async () => {
  const { email } = await confirmedPerson(app);
  await disableUser(app.deps, { email, actor: { type: "system" } });
  await createCookieBrowser(app).post("/api/v1/auth/register", { email, name: "Eve", password: PASSWORD }).expect(202);
  expect((await queuedMails(app, email)).at(-1)).toMatchObject({ kind: "account_disabled" });
  expect(await openOnesOf(email)).toMatchObject([{ isDecoy: true }]);
});

test("a mailbox is asked ten times in an hour, whether it has an account or not and however it is tagged", async () => {
  const { email } = await confirmedPerson(app);
  for (const address of [newEmail(), email]) {
    const asked = address === email ? 1 : 0;
    const tagged = (index: number) => (index % 2 ? address.replace("@", `+${index}@`) : address);
    const register = (index: number) =>
      createClient(app).post("/api/v1/auth/register", { email: tagged(index), name: "Eve", password: PASSWORD });
    for (let index = asked; index < 10; index += 1) await register(index).expect(202);
    const answer = await register(10);
    expectProblem(answer, "too_many_requests");
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(3_000);
  }
});

test("a registration that fails at its very end mails nobody", async () => {
  const email = newEmail();
  const { ownerDb: db } = app;
  await db.raw(
    `create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused by a test'; end $$`,
  );
  await db.raw(
    "create constraint trigger refuse after insert on challenges deferrable initially deferred for each row execute function refuse()",
  );
  const jobs = async () => (await db.raw<{ rows: object[] }>("select * from jobs.job")).rows.length;
  const before = await jobs();
  const answer = await createClient(app).post("/api/v1/auth/register", { email, name: "Ada", password: PASSWORD });
  await db.raw("drop trigger refuse on challenges");
  expectProblem(answer, "internal_error");
  expect(await queuedMails(app, email)).toEqual([]);
  expect(await jobs()).toBe(before);
});

test("a confirmation whose event cannot be written makes no account, and can be tried again", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId, code } = await askToRegister(app, browser);
  const { ownerDb: db } = app;
  await db.raw(
    `create or replace function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused by a test'; end $$`,
  );
  await db.raw("create trigger refuse before insert on audit_events for each row execute function refuse()");
  const answer = await browser.post(CONFIRM, { challengeId, code });
  await db.raw("drop trigger refuse on audit_events");
  expectProblem(answer, "internal_error");
  expect(await usersOf(email)).toEqual([]);
  await browser.post(CONFIRM, { challengeId, code }).expect(200);
});
