import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, OWN_PAGE, PASSWORD, signIn } from "../../../test/client.ts";
import { askToRecover, confirmedPerson, createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const NEW_PASSWORD = "silver kettle on the hill";
const PROVE = "/api/v1/auth/recovery/prove";
const COMPLETE = "/api/v1/auth/recovery/complete";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" } });
  app.secret(NEW_PASSWORD);
});
afterAll(() => app.close());

const logIn = (email: string, password: string) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });
const userOf = async (email: string) => (await app.deps.db("users").where({ email }).first()) as { id: string };

/** A person who has proven the mailbox and is about to choose a password. */
async function atTheDoor(): Promise<{ email: string; password: string; browser: CookieBrowser; challengeId: string }> {
  const { email, password } = await confirmedPerson(app);
  const browser = createCookieBrowser(app, { "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0" });
  const { challengeId, code } = await askToRecover(app, browser, email);
  const answer = await browser.post(PROVE, { challengeId, code }).expect(200);
  expect(answer.body).toEqual({ email });
  return { email, password, browser, challengeId };
}
const complete = (
  { browser, challengeId }: Pick<Awaited<ReturnType<typeof atTheDoor>>, "browser" | "challengeId">,
  newPassword = NEW_PASSWORD,
) => browser.post(COMPLETE, { challengeId, newPassword });

describe("who proves the mailbox", () => {
  test("sets a new password, and then signs in with it; recovery itself signs nobody in", async () => {
    const person = await atTheDoor();
    const sessions = () => app.deps.db("sessions").count();
    const before = await sessions();
    const answer = await complete(person).expect(204);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.text).toBe("");
    expect(await sessions()).toEqual(before);
    expect([...person.browser.cookies.keys()]).toEqual(["gh_browser"]);
    expectProblem(await logIn(person.email, person.password), "invalid_credentials");
    await logIn(person.email, NEW_PASSWORD).expect(200);
  });

  test("does not wait there for the wrong passwords that came before", async () => {
    const person = await atTheDoor();
    const typed = (password: string) => person.browser.post("/api/v1/auth/login", { email: person.email, password });
    for (let attempt = 0; attempt < 5; attempt += 1) expectProblem(await typed("not the one"), "invalid_credentials");
    expectProblem(await typed("not the one"), "too_many_attempts");
    await complete(person).expect(204);
    await typed(NEW_PASSWORD).expect(200);
  });

  test("does so by link as well", async () => {
    const { email } = await confirmedPerson(app);
    const browser = createCookieBrowser(app);
    const { challengeId, secret } = await askToRecover(app, browser, email);
    await browser.post(PROVE, { challengeId, secret }).expect(200);
    await complete({ browser, challengeId }).expect(204);
  });

  test("ends every session of the account, whose tokens are refused from then on", async () => {
    const person = await atTheDoor();
    const [one, two] = [await signIn(app, person), await signIn(app, person)];
    await complete(person).expect(204);
    for (const { accessToken, refreshToken } of [one, two]) {
      expectProblem(await createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me"), "session_ended");
      expectProblem(await createClient(app).post("/api/v1/auth/refresh", { refreshToken }), "session_ended");
    }
    const ended = await app.deps.db("sessions").where({ userId: one.user.id });
    expect(ended).toMatchObject([{ endReason: "password_recovered" }, { endReason: "password_recovered" }]);
  });

  test("is told, in the activity, by a notice and by mail", async () => {
    const person = await atTheDoor();
    await complete(person).expect(204);
    const { id } = await userOf(person.email);
    const events = await app.deps.db("auditEvents").where({ subjectUserId: id }).whereLike("action", "user.%recover%").orderBy("sequence");
    expect(events).toMatchObject([
      { action: "user.recovery_requested", actorType: "anonymous" },
      { action: "user.password_recovered", actorType: "user", actorId: id, after: null },
    ]);
    expect(await app.deps.db("notices").where({ userId: id })).toMatchObject([
      { kind: "password_recovered", details: { device: "Firefox on Linux", ip: expect.any(String) } },
    ]);
    expect(await lastMail(app, person.email, "password_recovered")).toEqual({
      name: "Ada",
      device: "Firefox on Linux",
      recoveryLink: "http://localhost:3000/forgot",
    });
  });

  test("finds this browser known and every other one a stranger", async () => {
    const person = await atTheDoor();
    const other = createCookieBrowser(app);
    await other.post("/api/v1/auth/login", { email: person.email, password: person.password }).expect(200);
    const { id } = await userOf(person.email);
    const before = await app.deps.db("knownBrowsers").where({ userId: id });
    expect(before).toHaveLength(1);
    await complete(person).expect(204);
    const after = await app.deps.db("knownBrowsers").where({ userId: id });
    expect(after).toHaveLength(1);
    expect(after[0].browserHash).not.toEqual(before[0].browserHash);
  });

  test("has the address confirmed by it", async () => {
    const { email } = await confirmedPerson(app);
    await app.deps.db("users").where({ email }).update({ emailVerifiedAt: null });
    const browser = createCookieBrowser(app);
    const { challengeId, code } = await askToRecover(app, browser, email);
    await browser.post(PROVE, { challengeId, code }).expect(200);
    await complete({ browser, challengeId }).expect(204);
    await logIn(email, NEW_PASSWORD).expect(200);
    const { id } = await userOf(email);
    const events = (await app.deps.db("auditEvents").where({ subjectUserId: id })) as Array<{ action: string }>;
    expect(events.filter(({ action }) => action === "user.email_verified")).toHaveLength(1);
  });

  test("sets the first password of an account that has none", async () => {
    const { email } = await confirmedPerson(app);
    const { id } = await userOf(email);
    await app.deps.db("passwordCredentials").where({ userId: id }).delete();
    const browser = createCookieBrowser(app);
    const { challengeId, code } = await askToRecover(app, browser, email);
    await browser.post(PROVE, { challengeId, code }).expect(200);
    await complete({ browser, challengeId }).expect(204);
    await logIn(email, NEW_PASSWORD).expect(200);
  });

  test("may try again after a password that is not accepted", async () => {
    const person = await atTheDoor();
    expect(expectInvalid(await complete(person, "short"))).toContain("body /newPassword too_short");
    expect(expectInvalid(await complete(person, "my name is Ada, hello"))).toContain("body /newPassword contains_name");
    expect(expectInvalid(await complete(person, `${person.email.split("@")[0]} at the gate`))).toContain(
      "body /newPassword contains_email",
    );
    await complete(person).expect(204);
  });

  test("does it once", async () => {
    const person = await atTheDoor();
    await complete(person).expect(204);
    expectProblem(await complete(person, "another lantern, another gate"), "challenge_ended");
    await logIn(person.email, NEW_PASSWORD).expect(200);
  });
});

describe("nobody sets a password", () => {
  test("before the mailbox is proven", async () => {
    const { email } = await confirmedPerson(app);
    const browser = createCookieBrowser(app);
    const { challengeId } = await askToRecover(app, browser, email);
    expectProblem(await complete({ browser, challengeId }), "challenge_ended");
  });

  test("in another browser than the one that proved it, or from another site", async () => {
    const { challengeId } = await atTheDoor();
    const other = await atTheDoor();
    expectProblem(await complete({ browser: other.browser, challengeId }), "challenge_ended");
    expectProblem(await createClient(app, OWN_PAGE).post(COMPLETE, { challengeId, newPassword: NEW_PASSWORD }), "challenge_ended");
    expectProblem(await createClient(app).post(COMPLETE, { challengeId, newPassword: NEW_PASSWORD }), "cross_site_request");
    expectProblem(await createClient(app).post(PROVE, { challengeId, code: "00000000" }), "cross_site_request");
  });

  test("with a link that was asked for elsewhere", async () => {
    const { email } = await confirmedPerson(app);
    const { challengeId, secret } = await askToRecover(app, createCookieBrowser(app), email);
    const phone = createCookieBrowser(app);
    await askToRecover(app, phone, (await confirmedPerson(app)).email);
    expectProblem(await phone.post(PROVE, { challengeId, secret }), "challenge_elsewhere");
  });

  test("more than ten minutes after asking, or once a newer code was asked for", async () => {
    const replaced = await atTheDoor();
    await askToRecover(app, createCookieBrowser(app), replaced.email);
    expectProblem(await complete(replaced), "challenge_ended");
    const late = await atTheDoor();
    app.clock.advance(600);
    expectProblem(await complete(late), "challenge_ended");
  });

  test("of an account that was disabled, has another address, or is gone by then", async () => {
    const disabled = await atTheDoor();
    await disableUser(app.deps, { email: disabled.email, actor: { type: "system" } });
    expectProblem(await complete(disabled), "challenge_ended");
    const moved = await atTheDoor();
    await app.deps
      .db("users")
      .where({ email: moved.email })
      .update({ email: `new-${moved.email}` });
    expectProblem(await complete(moved), "challenge_ended");
    await logIn(`new-${moved.email}`, moved.password).expect(200);
    const gone = await atTheDoor();
    await app.deps.db("users").where({ email: gone.email }).delete();
    expectProblem(await complete(gone), "challenge_ended");
  });

  test("of an address without an account, or with a disabled one, whose mailbox is told why", async () => {
    const { email: disabled } = await confirmedPerson(app);
    await disableUser(app.deps, { email: disabled, actor: { type: "system" } });
    for (const [email, kind] of [
      [disabled, "account_disabled"],
      [newEmail(), "no_account"],
    ] as const) {
      const browser = createCookieBrowser(app);
      const { body } = await browser.post("/api/v1/auth/recovery", { email }).expect(202);
      const { challenge } = body as { challenge: { id: string } };
      expect((await queuedMails(app, email)).at(-1)).toMatchObject({ kind });
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => browser.post(PROVE, { challengeId: challenge.id, code: "00000000" })),
      );
      expect(answers.every(({ status }) => status === 422 || status === 410)).toBe(true);
      expectProblem(await complete({ browser, challengeId: challenge.id }), "challenge_ended");
    }
  });
});

test("who asks for a code of an account that was never confirmed is not shown to who made it", async () => {
  const { email } = await confirmedPerson(app);
  await app.deps.db("users").where({ email }).update({ emailVerifiedAt: null });
  await askToRecover(app, createCookieBrowser(app), email);
  const events = await app.deps.db("auditEvents").where({ action: "user.recovery_requested" }).whereRaw("after->>'email' = ?", [email]);
  expect(events).toMatchObject([{ subjectUserId: null, targetId: null }]);
});

test("a mailbox is asked ten times in an hour, whether it has an account or not", async () => {
  const { email } = await confirmedPerson(app);
  for (const address of [newEmail(), email]) {
    const recover = () => createClient(app).post("/api/v1/auth/recovery", { email: address });
    for (let mails = address === email ? 1 : 0; mails < 10; mails += 1) await recover().expect(202);
    expectProblem(await recover(), "too_many_requests");
  }
});

test("what strangers ask of a mailbox leaves the owner on a known browser their own ten", async () => {
  const { email, password } = await confirmedPerson(app);
  const known = createCookieBrowser(app);
  await known.post("/api/v1/auth/login", { email, password }).expect(200);
  const recover = () => createClient(app).post("/api/v1/auth/recovery", { email });
  for (let mails = 1; mails < 10; mails += 1) await recover().expect(202);
  expectProblem(await recover(), "too_many_requests");
  await known.post("/api/v1/auth/recovery", { email }).expect(202);
});

test("where there is no mail nothing can be recovered", async () => {
  const production = await createTestApp();
  production.deps.outbox.mode = "off";
  expectProblem(await createClient(production).post("/api/v1/auth/recovery", { email: newEmail() }), "mail_not_configured");
  await production.close();
});

test("where mails are shown on a page, an account is recovered like anywhere", async () => {
  const development = await createTestApp();
  const email = newEmail();
  await createClient(development).post("/api/v1/auth/register", { email, name: "Ada", password: PASSWORD }).expect(202);
  const browser = createCookieBrowser(development);
  const { challengeId, code } = await askToRecover(development, browser, email);
  await browser.post(PROVE, { challengeId, code }).expect(200);
  await complete({ browser, challengeId }).expect(204);
  await signIn(development, { email, password: NEW_PASSWORD });
  await development.close();
});
