import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createClient, registerPerson, signIn, type Client } from "../../../test/client.ts";
import { askToRecover, askToRegister, createCookieBrowser, type CookieBrowser, type Registered } from "../../../test/proofs.ts";
import { addPasskey, sendPasskeySignIn } from "../../../test/passkeys.ts";
import { addTotp } from "../../../test/second-factors.ts";
import { accept, tokenOf } from "../../../test/invited.ts";
import { newOrganization } from "../../../test/organizations.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { deleteAccount } from "../account-deletion/index.ts";
import { createInvitation } from "../invitations/index.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const OWNERS_PASSWORD = "silver kettle on the hill";

let before: TestApp;
let app: TestApp;
let squatter: { email: string; password: string; browser: CookieBrowser; client: Client; refreshToken: string; userId: string };
let owner: Registered & { browser: CookieBrowser };

beforeAll(async () => {
  // The same instance before a mail server was set, when the first to register an address had it.
  before = await createTestApp();
  app = await createTestApp({ databaseUrl: before.deps.config.database.url, settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
});
afterAll(async () => {
  await app.close();
  await before.close();
});

beforeEach(async () => {
  const person = await registerPerson(before);
  const browser = createCookieBrowser(before);
  await browser.post("/api/v1/auth/login", { email: person.email, password: person.password }).expect(200);
  const { accessToken, refreshToken = "", user } = await signIn(before, person);
  const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
  squatter = { ...person, browser, client, refreshToken, userId: user.id };
  const atHome = createCookieBrowser(app);
  owner = { browser: atHome, ...(await askToRegister(app, atHome, { email: person.email, name: "Owner", password: OWNERS_PASSWORD })) };
});

const confirm = () =>
  owner.browser.post("/api/v1/auth/registration/confirm", { challengeId: owner.challengeId, code: owner.code }).expect(200);
const logIn = (password: string) =>
  createClient(app).post("/api/v1/auth/login", { email: squatter.email, password, refreshTransport: "body" });

test("until the owner confirms, nothing of the account changes, and its maker does not learn who registers", async () => {
  await squatter.client.get("/api/v1/me").expect(200);
  const { body } = await squatter.client.get("/api/v1/me/activity").expect(200);
  const actions = (body as { items: Array<{ action: string }> }).items.map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith("user."))).toEqual(["user.registered"]);
  expect(await app.deps.db("notices").where({ userId: squatter.userId, kind: "registration_attempted" })).toEqual([]);
});

test("the owner has the account, with their name and their password", async () => {
  await confirm();
  const { body } = await logIn(OWNERS_PASSWORD).expect(200);
  expect((body as { user: object }).user).toMatchObject({ id: squatter.userId, name: "Owner", emailVerifiedAt: expect.any(String) });
  const ended = await app.deps.db("sessions").where({ userId: squatter.userId, endReason: "account_claimed" });
  expect(ended).toHaveLength(2);
  const events = await app.deps.db("auditEvents").where({ subjectUserId: squatter.userId, action: "user.email_verified" });
  expect(events).toMatchObject([{ before: { name: "Ada" }, after: { name: "Owner", isClaimed: true } }]);
});

test("the password, the sessions and the browsers of who made it are worthless", async () => {
  await confirm();
  expectProblem(await logIn(squatter.password), "invalid_credentials");
  expectProblem(await squatter.client.get("/api/v1/me"), "session_ended");
  expectProblem(await squatter.browser.post("/api/v1/auth/refresh", {}), "session_ended");
  expectProblem(await createClient(app).post("/api/v1/auth/refresh", { refreshToken: squatter.refreshToken }), "session_ended");
  expect(await app.deps.db("knownBrowsers").where({ userId: squatter.userId })).toEqual([]);
});

test("the passkey, the authenticator app and the recovery codes of who made it are worthless", async () => {
  const { authenticator } = await addPasskey(before, squatter.client);
  await addTotp(before, squatter.client);
  expect((await sendPasskeySignIn(before, authenticator)).status).toBe(200);
  await confirm();
  expectProblem(await sendPasskeySignIn(app, authenticator), "passkey_refused");
  const { body } = await logIn(OWNERS_PASSWORD).expect(200);
  expect(body).toHaveProperty("accessToken");
  expect(await app.deps.db("recoveryCodes").where({ userId: squatter.userId })).toEqual([]);
});

test("who made it does not bar the owner by closing it, and cannot open it again", async () => {
  const { userId: id } = squatter;
  await deleteAccount(before.deps, { userId: id, actor: { type: "user", id, name: "Ada" } });
  const browser = createCookieBrowser(app);
  const again = await askToRegister(app, browser, { email: squatter.email, name: "Owner", password: OWNERS_PASSWORD });
  await browser.post("/api/v1/auth/registration/confirm", { challengeId: again.challengeId, code: again.code }).expect(200);
  await logIn(OWNERS_PASSWORD).expect(200);
  expect(await app.deps.db("users").where({ id }).first()).toMatchObject({ disabledAt: null, closedAt: null, deletesAt: null });
  expect(await app.deps.db("deletionUndoLinks").where({ userId: id })).toEqual([]);
});

test("who recovers an account that its maker closed is told that they have none, and registers", async () => {
  const { userId: id, email } = squatter;
  await deleteAccount(before.deps, { userId: id, actor: { type: "user", id, name: "Ada" } });
  await createCookieBrowser(app).post("/api/v1/auth/recovery", { email }).expect(202);
  expect(await lastMail(app, email, "no_account")).toHaveProperty("signUpLink");
});

test("the last administrator's account is not claimed, nor recovered as a stranger's make: who it is signs in first", async () => {
  const { db } = app.deps;
  const { userId: id, email } = squatter;
  await db("users").update({ instanceRole: null });
  await db("users").where({ id }).update({ instanceRole: "administrator" });
  const { challengeId, code, browser } = owner;
  expectProblem(await browser.post("/api/v1/auth/registration/confirm", { challengeId, code }), "last_administrator");

  const recovering = createCookieBrowser(app);
  const asked = await askToRecover(app, recovering, email);
  await recovering.post("/api/v1/auth/recovery/prove", { challengeId: asked.challengeId, code: asked.code }).expect(200);
  const complete = { challengeId: asked.challengeId, newPassword: OWNERS_PASSWORD };
  expectProblem(await recovering.post("/api/v1/auth/recovery/complete", complete), "last_administrator");

  const { link } = await createInvitation(app.deps, { email });
  expect(link).toBeNull();
  const mailed = await lastMail(app, email, "invitation");
  expectProblem(await accept(app, tokenOf(app, mailed.link), email), "last_administrator");
  expect(await db("users").where({ id }).first()).toMatchObject({ instanceRole: "administrator", emailVerifiedAt: null });
});

test("a change of address that who made it has under way comes to nothing", async () => {
  const there = createCookieBrowser(before, { Authorization: `Bearer ${(await signIn(before, squatter)).accessToken}` });
  const { body } = await there
    .post("/api/v1/me/email-change", { newEmail: `evil-${squatter.email}`, currentPassword: squatter.password })
    .expect(201);
  await confirm();
  const change = body as { newChallenge: { id: string } };
  expect(await app.deps.db("challenges").where({ id: change.newChallenge.id })).toMatchObject([{ endedAt: expect.any(Date) }]);
  expect(await app.deps.db("users").where({ id: squatter.userId })).toMatchObject([{ email: squatter.email }]);
});

test("codes that who made it has asked for prove nothing", async () => {
  const { body } = await squatter.client.post("/api/v1/me/email/verification").expect(202);
  await confirm();
  expect(await app.deps.db("challenges").where({ id: (body as { id: string }).id })).toMatchObject([{ endedAt: expect.any(Date) }]);
});

test("a sign-in or refresh of who made it that is under way while the owner confirms leaves no live session", async () => {
  const attempts = Array.from({ length: 4 }, () => signIn(before, squatter).catch(() => undefined));
  const refresh = createClient(app).post("/api/v1/auth/refresh", { refreshToken: squatter.refreshToken });
  await Promise.all([...attempts, refresh, confirm()]);
  expect(await app.deps.db("sessions").where({ userId: squatter.userId }).whereNull("endedAt")).toEqual([]);
});

test("the owner is in none of the maker's organizations, but for those that would have no owner", async () => {
  const mine = (await squatter.client.post("/api/v1/organizations", { name: "Mine alone" }).expect(201)).body as { id: string };
  const trap = await newOrganization(before);
  await inOrganization(app.deps.db, trap.organizationId, (tx) =>
    tx("memberships").insert({
      organizationId: trap.organizationId,
      userId: squatter.userId,
      builtInRole: "owner",
      createdAt: app.clock(),
    }),
  );
  await confirm();
  const { body } = await logIn(OWNERS_PASSWORD).expect(200);
  const client = createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
  const { body: own } = await client.get("/api/v1/me/organizations").expect(200);
  expect((own as { items: Array<{ id: string }> }).items.map(({ id }) => id)).toEqual([mine.id]);
  const left = await inOrganization(app.deps.db, trap.organizationId, (tx) => tx("auditEvents").where({ action: "member.left" }));
  expect(left).toMatchObject([{ subjectUserId: squatter.userId, organizationId: trap.organizationId }]);
});
