import { afterAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, registerPerson, signIn } from "../../../test/client.ts";
import { askToRecover, askToRegister, confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createSetupLink } from "./index.ts";

const DAY = 86_400;

let app: TestApp;
beforeEach(async () => {
  await (app as TestApp | undefined)?.close();
  app = await createTestApp();
  app.secret(PASSWORD);
});
afterAll(() => app.close());

async function newToken(): Promise<string> {
  const link = String(await createSetupLink(app.deps));
  expect(link).toMatch(/^http:\/\/localhost:3000\/setup#token=[\w-]{43}$/);
  return app.secret(link.slice(link.indexOf("=") + 1));
}

const use = (token: string, more: object = {}) =>
  createClient(app).post("/api/v1/setup/administrator", { token, email: newEmail(), name: "Root", password: PASSWORD, ...more });
const administrators = () => app.deps.db("users").where({ instanceRole: "administrator" });
const setupRequired = async () => ((await createClient(app).get("/api/v1/auth/options")).body as { setupRequired: boolean }).setupRequired;

test("a setup link makes its holder the administrator, who can sign in", async () => {
  expect(await setupRequired()).toBe(true);
  const answer = await use(await newToken(), { email: "root@example.com" }).expect(201);
  expect(answer.body).toMatchObject({ email: "root@example.com", emailVerifiedAt: null, name: "Root", instanceRole: "administrator" });
  expect(Object.keys(answer.body as object).sort()).toEqual([
    "createdAt",
    "email",
    "emailVerifiedAt",
    "id",
    "instanceRole",
    "name",
    "updatedAt",
  ]);
  const { user } = await signIn(app, { email: "root@example.com", password: PASSWORD });
  expect(user).toMatchObject({ instanceRole: "administrator" });
  expect(await setupRequired()).toBe(false);
});

test("a used setup link makes nobody an administrator", async () => {
  const token = await newToken();
  await use(token).expect(201);
  expectProblem(await use(token), "setup_link_invalid");
  expect(await administrators()).toHaveLength(1);
});

test("a used setup link makes nobody an administrator, even when there is none any more", async () => {
  const token = await newToken();
  await use(token).expect(201);
  await administrators().update({ instanceRole: null });
  expectProblem(await use(token), "setup_link_invalid");
});

test("of many uses of one link at once one makes an administrator", async () => {
  const token = await newToken();
  const answers = await Promise.all(Array.from({ length: 5 }, () => use(token)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 410, 410, 410, 410]);
  expect(await administrators()).toHaveLength(1);
});

test("a link is good for a day", async () => {
  const token = await newToken();
  app.clock.advance(DAY);
  expectProblem(await use(token), "setup_link_invalid");
});

test("a link that is almost a day old still works", async () => {
  const token = await newToken();
  app.clock.advance(DAY - 60);
  await use(token).expect(201);
});

test("a new link makes the one before worthless", async () => {
  const [first, second] = [await newToken(), await newToken()];
  expectProblem(await use(first), "setup_link_invalid");
  await use(second).expect(201);
});

test("a link that nobody made opens nothing, and tells nothing of who has an account", async () => {
  const { email } = await registerPerson(app);
  for (const token of ["", "x", "A".repeat(43)]) {
    expectProblem(await use(token), "setup_link_invalid");
    expectProblem(await use(token, { email }), "setup_link_invalid");
  }
});

test("a link is not used up by a value that is not accepted", async () => {
  const { email } = await registerPerson(app);
  const token = await newToken();
  expect(expectInvalid(await use(token, { password: "short" }))).toContain("body /password too_short");
  expect(expectInvalid(await use(token, { email: "root" }))).toEqual(["body /email invalid"]);
  expect(expectInvalid(await use(token, { email, password: "not the password of it" }))).toEqual(["body /email taken"]);
  await use(token).expect(201);
});

test("who has an account already becomes the administrator with its password, and stays who they are", async () => {
  const { email, password, name } = await registerPerson(app);
  const answer = await use(await newToken(), { email, password, name: "Another name" }).expect(201);
  expect(answer.body).toMatchObject({ email, name, instanceRole: "administrator" });
});

test("when there is an administrator no link is made, and one made before is worthless", async () => {
  const token = await newToken();
  const { email } = await registerPerson(app);
  await app.deps.db("users").where({ email }).update({ instanceRole: "administrator" });
  expect(await createSetupLink(app.deps)).toBeUndefined();
  expectProblem(await use(token), "setup_link_invalid");
});

describe("where mail is sent", () => {
  const NEXT = "silver kettle on the hill";
  beforeEach(async () => {
    await app.close();
    app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
    for (const secret of [PASSWORD, NEXT]) app.secret(secret);
  });
  const logIn = (email: string, password = PASSWORD) =>
    createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });

  test("the administrator confirms the address before the first sign-in, and until then setup is required", async () => {
    const { body } = await use(await newToken()).expect(201);
    const { email } = body as { email: string };
    expectProblem(await logIn(email), "email_not_verified");
    expect(await setupRequired()).toBe(true);
    const browser = createCookieBrowser(app);
    const asked = await browser.post("/api/v1/auth/verification", { email, password: PASSWORD }).expect(202);
    const { code } = await lastMail(app, email, "confirm_address");
    await browser.post("/api/v1/auth/registration/confirm", { challengeId: (asked.body as { id: string }).id, code }).expect(200);
    expect((await logIn(email).expect(200)).body).toMatchObject({ user: { instanceRole: "administrator" } });
    expect(await setupRequired()).toBe(false);
    expect(await createSetupLink(app.deps)).toBeUndefined();
  });

  test("who mistyped the address gets another link and is the administrator with the right one", async () => {
    await use(await newToken(), { email: newEmail() }).expect(201);
    const { email } = await confirmedPerson(app);
    const verifiedAt = async () => (await app.deps.db("users").where({ email }).first<{ emailVerifiedAt: Date }>()).emailVerifiedAt;
    const before = await verifiedAt();
    await use(await newToken(), { email }).expect(201);
    expect(await verifiedAt()).toEqual(before);
    expect((await logIn(email).expect(200)).body).toMatchObject({ user: { instanceRole: "administrator" } });
    expect(await createSetupLink(app.deps)).toBeUndefined();
  });

  test("who reads the mailbox of the mistyped address has the account once there is an administrator, and is none themselves", async () => {
    const [recovered, claimed] = [newEmail(), newEmail()];
    for (const email of [recovered, claimed]) await use(await newToken(), { email }).expect(201);
    const browser = createCookieBrowser(app);
    const { challengeId, code } = await askToRecover(app, browser, recovered);
    await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
    const complete = () => browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword: NEXT });
    expectProblem(await complete(), "last_administrator");
    await use(await newToken(), { email: (await confirmedPerson(app)).email }).expect(201);
    await complete().expect(204);
    const registered = await askToRegister(app, browser, { email: claimed, password: NEXT });
    const proof = { challengeId: registered.challengeId, code: registered.code };
    await browser.post("/api/v1/auth/registration/confirm", proof).expect(200);
    for (const email of [recovered, claimed])
      expect((await logIn(email, NEXT).expect(200)).body).toMatchObject({ user: { email, instanceRole: null } });
    const events = await app.deps.db("auditEvents").where({ action: "user.email_verified" });
    expect(events).toMatchObject(
      Array.from({ length: 2 }, () => ({ before: { instanceRole: "administrator" }, after: { instanceRole: null } })),
    );
  });
});

test("the database holds no token, and both the link and its use are recorded", async () => {
  const token = await newToken();
  const { body } = await use(token).expect(201);
  const links = await app.deps.db<{ tokenHash: Buffer }>("setupLinks");
  expect(links).toHaveLength(1);
  expect(links[0]?.tokenHash.toString("latin1")).not.toContain(token);
  const events = (await app.deps.db("auditEvents").where("action", "like", "instance.%").orderBy("sequence")) as Array<{ action: string }>;
  expect(events).toMatchObject([
    { action: "instance.setup_link_created", actorType: "system" },
    { action: "instance.administrator_created", subjectUserId: (body as { id: string }).id },
  ]);
  expect(JSON.stringify(events)).not.toContain(token);
});
