import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, registerPerson, signedInPerson, signIn, type Client } from "../../../test/client.ts";
import { confirmedPerson, createCookieBrowser, noteProof, type AskedForProof } from "../../../test/proofs.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const BY_PASSWORD = "/api/v1/auth/verification";
const MINE = "/api/v1/me/email/verification";
const CONFIRM = "/api/v1/auth/registration/confirm";

let before: TestApp;
let app: TestApp;
beforeAll(async () => {
  // The same instance before a mail server was set, when accounts were made without proof.
  before = await createTestApp();
  app = await createTestApp({ databaseUrl: before.deps.config.database.url, settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
});
afterAll(async () => {
  await app.close();
  await before.close();
});

async function ask(browser: Client, path: string, email: string, body?: object): Promise<AskedForProof> {
  const answer = await browser.post(path, body).expect(202);
  expect(answer.body).toEqual({ id: expect.any(String), expiresAt: expect.any(String) });
  return noteProof(app, (answer.body as { id: string }).id, await lastMail(app, email, "confirm_address"));
}
const logIn = ({ email, password }: { email: string; password: string }) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });
const eventsOf = async (email: string) => {
  const [{ id }] = await app.deps.db("users").where({ email });
  return (await app.deps.db("auditEvents").where({ subjectUserId: id }).orderBy("sequence")) as Array<{ action: string }>;
};

test("who registered before there was mail confirms the address and signs in", async () => {
  const { email, password } = await registerPerson(before);
  expectProblem(await logIn({ email, password }), "email_not_verified");
  const browser = createCookieBrowser(app);
  const { challengeId, code } = await ask(browser, BY_PASSWORD, email, { email, password });
  const answer = await browser.post(CONFIRM, { challengeId, code }).expect(200);
  expect(answer.body).toEqual({ email });
  await logIn({ email, password }).expect(200);
  expect((await eventsOf(email)).map(({ action }) => action)).toEqual([
    "user.registered",
    "session.denied",
    "user.verification_requested",
    "user.email_verified",
    "session.started",
  ]);
});

test("who is signed in confirms the address by link, and stays signed in", async () => {
  const { email, signedIn, client } = await signedInPerson(before);
  const browser = createCookieBrowser(before, { Authorization: `Bearer ${signedIn.accessToken}` });
  const { challengeId, secret } = await ask(browser, MINE, email);
  await browser.post(CONFIRM, { challengeId, secret }).expect(200);
  const { body } = await client.get("/api/v1/me").expect(200);
  expect(body).toMatchObject({ email, emailVerifiedAt: expect.any(String) });
});

test("nothing is mailed about an address that is confirmed", async () => {
  const { email, password } = await confirmedPerson(app);
  expectProblem(await createClient(app).post(BY_PASSWORD, { email, password }), "already_verified");
  const { accessToken } = await signIn(app, { email, password });
  expectProblem(await createClient(app, { Authorization: `Bearer ${accessToken}` }).post(MINE), "already_verified");
});

test("only who knows the password has a code mailed, and a refusal tells no more than at sign-in", async () => {
  const { email, password } = await registerPerson(before);
  const client = createClient(app);
  expectProblem(await client.post(BY_PASSWORD, { email, password: "a wrong guess of it" }), "invalid_credentials");
  expectProblem(await client.post(BY_PASSWORD, { email: newEmail(), password }), "invalid_credentials");
  await disableUser(app.deps, { email, actor: { type: "system" } });
  expectProblem(await client.post(BY_PASSWORD, { email, password }), "account_disabled");
  expect(await app.deps.db("challenges").where({ email })).toEqual([]);
});

test("guesses are counted together with those at sign-in", async () => {
  const { email, password } = await registerPerson(before);
  const guesser = createClient(app);
  for (let guess = 0; guess < 5; guess += 1) {
    const body = { email, password: `a wrong guess of it ${guess}` };
    if (guess % 2) expectProblem(await guesser.post(BY_PASSWORD, body), "invalid_credentials");
    else expectProblem(await guesser.post("/api/v1/auth/login", { ...body, refreshTransport: "body" }), "invalid_credentials");
  }
  expectProblem(await guesser.post(BY_PASSWORD, { email, password }), "too_many_attempts");
});

test("a code that was mailed before the person was disabled, or before the address changed, confirms nothing", async () => {
  const { email, password } = await registerPerson(before);
  const browser = createCookieBrowser(app);
  const first = await ask(browser, BY_PASSWORD, email, { email, password });
  await app.deps
    .db("users")
    .where({ email })
    .update({ email: `new-${email}` });
  expectProblem(await browser.post(CONFIRM, { challengeId: first.challengeId, code: first.code }), "challenge_ended");
  await app.deps
    .db("users")
    .where({ email: `new-${email}` })
    .update({ email });
  const second = await ask(browser, BY_PASSWORD, email, { email, password });
  await disableUser(app.deps, { email, actor: { type: "system" } });
  expectProblem(await browser.post(CONFIRM, { challengeId: second.challengeId, code: second.code }), "challenge_ended");
  expect(await app.deps.db("users").where({ email })).toMatchObject([{ emailVerifiedAt: null }]);
});

test("a password that is changed while it is checked has no code mailed", async () => {
  const { email, password } = await registerPerson(before);
  const { hasher, db } = app.deps;
  const verify = hasher.verify.bind(hasher);
  hasher.verify = async (...asked) => {
    hasher.verify = verify;
    const result = await verify(...asked);
    await db("passwordCredentials")
      .whereIn("userId", db("users").where({ email }).select("id"))
      .update({ changedAt: new Date(0) });
    return result;
  };
  expectProblem(await createClient(app).post(BY_PASSWORD, { email, password }), "invalid_credentials");
});

test("where there is no mail nothing can be confirmed", async () => {
  const production = await createTestApp();
  const { client } = await signedInPerson(production);
  production.deps.outbox.mode = "off";
  expectProblem(await client.post(MINE), "mail_not_configured");
  expectProblem(await client.post(BY_PASSWORD, { email: newEmail(), password: PASSWORD }), "mail_not_configured");
  await production.close();
});
