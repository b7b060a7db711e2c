import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { addPasskeyWithUndo, addTotpWithUndo, UNDO_ADDITIONS, undoTokenOf } from "../../../test/additions.ts";
import { createAuthenticator } from "../../../test/authenticator.ts";
import { createClient } from "../../../test/client.ts";
import { changeAddress, personWithMailbox, signedInBrowser, type Person } from "../../../test/email-changes.ts";
import { inTurn } from "../../../test/in-turn.ts";
import { newAdministrator } from "../../../test/invited.ts";
import { addPasskey, questionOf, sendPasskeySignIn } from "../../../test/passkeys.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { askToRecover, createCookieBrowser } from "../../../test/proofs.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { sendRaw } from "../../../test/raw-request.ts";
import { addTotp, codeOf } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser, enableUser } from "../user-administration/index.ts";

const DAY = 86_400;
const FACTORS = ["totpCredentials", "passkeys", "recoveryCodes", "providerIdentities"] as const;

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const undo = (token: string) => createClient(app).post(UNDO_ADDITIONS, { token });
const logIn = (email: string, password: string) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });

/** How many rows there are of each way in. */
async function waysOf(userId: string): Promise<Record<string, number>> {
  const { db } = app.deps;
  const counts = await Promise.all(FACTORS.map(async (table) => [table, (await db(table).where({ userId })).length]));
  return Object.fromEntries(counts);
}

const NONE = { totpCredentials: 0, passkeys: 0, recoveryCodes: 0, providerIdentities: 0 };

/** Sets a new password through the mailbox, and signs in with it alone. */
async function comeBack(email: string) {
  const browser = createCookieBrowser(app);
  const { challengeId, code } = await askToRecover(app, browser, email);
  await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
  const password = app.secret("quiet harbour after the storm");
  await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword: password }).expect(204);
  return { email, password, ...(await signedInBrowser(app, { email, password })) };
}

/** Somebody who knows the password of a person, signed in beside them. */
async function personAndThief(): Promise<{ person: Person; thief: Person }> {
  const person = await personWithMailbox(app);
  return { person, thief: { ...person, ...(await signedInBrowser(app, person)) } };
}

describe("the link of the mail about a new second factor", () => {
  test("gives the account back to whom a thief of the password has locked out with a passkey", async () => {
    const { person, thief } = await personAndThief();
    const { authenticator, undoToken } = await addPasskeyWithUndo(app, thief);
    expect((await logIn(person.email, person.password).expect(200)).body).toHaveProperty("secondFactor");
    expect((await undo(undoToken).expect(200)).body).toEqual({ email: person.email });

    expectProblem(await sendPasskeySignIn(app, authenticator), "passkey_refused");
    for (const { browser } of [person, thief]) expectProblem(await browser.get("/api/v1/me"), "session_ended");
    expectProblem(await logIn(person.email, person.password), "invalid_credentials");
    expect(await waysOf(person.id)).toEqual(NONE);
    const back = await comeBack(person.email);
    expect((await back.browser.get("/api/v1/me").expect(200)).body).toMatchObject({ id: person.id });
  });

  test("also after the password was set anew through the mailbox, which removes no factor", async () => {
    const { person, thief } = await personAndThief();
    const { undoToken } = await addTotpWithUndo(app, thief);
    const browser = createCookieBrowser(app);
    const { challengeId, code } = await askToRecover(app, browser, person.email);
    await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
    await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword: "quiet harbour after the storm" }).expect(204);
    await undo(undoToken).expect(200);
    await comeBack(person.email);
  });

  test("takes away an app whose secret was offered long before, and the recovery codes that came with it", async () => {
    const person = await personWithMailbox(app);
    const { secret } = (await person.browser.post("/api/v1/me/totp").expect(201)).body as { secret: string };
    const offered = app.deps.db("totpCredentials").where({ userId: person.id });
    await person.browser.post("/api/v1/me/totp/confirm", { code: codeOf(app, app.secret(secret)) }).expect(200);
    await offered.update({ createdAt: new Date(app.clock().getTime() - 10 * DAY * 1000) });
    await undo(await undoTokenOf(app, person.email)).expect(200);
    expect(await waysOf(person.id)).toEqual(NONE);
  });

  test("leaves what was there before, with its recovery codes", async () => {
    const person = await personWithMailbox(app);
    await addTotp(app, person.browser);
    app.clock.advance(4 * DAY);
    const { undoToken } = await addPasskeyWithUndo(app, { ...person, browser: await signedInAgain(person) });
    await undo(undoToken).expect(200);
    expect(await waysOf(person.id)).toEqual({ ...NONE, totpCredentials: 1, recoveryCodes: 10 });
    app.clock.advance(-4 * DAY);
  });

  test("takes away what was added shortly before, whose own link is good, and everything since", async () => {
    const { person, thief } = await personAndThief();
    const first = await addPasskeyWithUndo(app, thief);
    app.clock.advance(60);
    const second = await addPasskeyWithUndo(app, thief);
    app.clock.advance(60);
    await addTotp(app, thief.browser);
    await undo(second.undoToken).expect(200);
    expect(await waysOf(person.id)).toEqual(NONE);
    expectProblem(await undo(first.undoToken), "undo_link_invalid");
  });

  test("works once, also from many places at once, and of two links one", async () => {
    const { person, thief } = await personAndThief();
    const first = await addPasskeyWithUndo(app, thief);
    const second = await addTotpWithUndo(app, thief);
    const answers = await Promise.all([first, second, first, second].map(({ undoToken }) => undo(undoToken)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410, 410]);
    expect(await waysOf(person.id)).toEqual(NONE);
  });

  test("leaves nothing of what is being added at that moment, whichever comes first", async () => {
    for (const isFirst of [true, false]) {
      const { person, thief } = await personAndThief();
      const { undoToken } = await addPasskeyWithUndo(app, thief);
      const { token, options } = await questionOf(app, thief.browser, "/api/v1/me/passkeys/options");
      const response = createAuthenticator().create(options);
      const take = () => undo(undoToken);
      const add = () => thief.browser.post("/api/v1/me/passkeys", { token, response });
      const answers = await inTurn(app, person.id, isFirst ? [take, add] : [add, take]);
      expect(answers.map(({ status }) => status)).toEqual(isFirst ? [200, 401] : [201, 200]);
      expect(await waysOf(person.id)).toEqual(NONE);
      await comeBack(person.email);
    }
  });

  test("works for 72 hours", async () => {
    const [early, late] = [await personWithMailbox(app), await personWithMailbox(app)];
    const [first, second] = [await addPasskeyWithUndo(app, early), await addPasskeyWithUndo(app, late)];
    app.clock.advance(3 * DAY - 30);
    await undo(first.undoToken).expect(200);
    app.clock.advance(60);
    expectProblem(await undo(second.undoToken), "undo_link_invalid");
    expect(await waysOf(late.id)).toMatchObject({ passkeys: 1 });
    app.clock.advance(-3 * DAY - 30);
  });

  test("is not used up by a scanner, and a guess opens nothing", async () => {
    const { undoToken } = await addPasskeyWithUndo(app, await personWithMailbox(app));
    for (const method of ["HEAD", "GET"]) {
      expect((await sendRaw(app.server, { method, path: `${UNDO_ADDITIONS}?token=${undoToken}` })).status).toBe(404);
    }
    for (const guess of ["", "x", undoToken.slice(1), undoToken.toLowerCase()]) {
      expectProblem(await undo(guess), "undo_link_invalid");
    }
    await undo(undoToken).expect(200);
  });

  test("stands nowhere in the database in the clear, but sealed in the mail", async () => {
    const { undoToken } = await addPasskeyWithUndo(app, await personWithMailbox(app));
    const rows = (await app.deps.db("additionUndoLinks").select("tokenHash")) as Array<{ tokenHash: Buffer }>;
    expect(rows.some(({ tokenHash }) => tokenHash.length !== 32 || tokenHash.toString("base64url") === undoToken)).toBe(false);
  });

  test("changes nothing for whom an administrator has shut out, and works once they are enabled again", async () => {
    const person = await personWithMailbox(app);
    const { undoToken } = await addPasskeyWithUndo(app, person);
    await disableUser(app.deps, { email: person.email, actor: { type: "system" } });
    expectProblem(await undo(undoToken), "undo_link_invalid");
    expect(await app.deps.db("users").where({ id: person.id }).first()).toMatchObject({ disabledAt: expect.any(Date) });
    await enableUser(app.deps, { email: person.email, actor: { type: "system" } });
    await undo(undoToken).expect(200);
  });

  test("opens an account again that whoever took it has closed", async () => {
    const person = await personWithMailbox(app);
    const { undoToken } = await addPasskeyWithUndo(app, person);
    const strong = await signedInAgain(person, ["pwd", "user", "mfa"]);
    await strong.post("/api/v1/me/deletion", {}).expect(200);
    await undo(undoToken).expect(200);
    expect(await app.deps.db("users").where({ id: person.id }).first()).toMatchObject({
      disabledAt: null,
      closedAt: null,
      deletesAt: null,
    });
    await comeBack(person.email);
  });

  test("is void once the address has changed, or that was undone: another mailbox takes nothing from the account", async () => {
    const person = await personWithMailbox(app);
    const early = await addPasskeyWithUndo(app, person);
    const strong = { ...person, browser: await signedInAgain(person, ["pwd", "user", "mfa"]) };
    const { newEmail: taken, undoToken } = await changeAddress(app, strong);
    expectProblem(await undo(early.undoToken), "undo_link_invalid");
    await addPasskey(app, strong.browser);
    const late = await undoTokenOf(app, taken);
    await createClient(app).post("/api/v1/auth/email-change/undo", { token: undoToken }).expect(200);
    expectProblem(await undo(late), "undo_link_invalid");
  });

  test("leaves an administrator the role, who acts only once there is a second factor again", async () => {
    const { client, userId, email } = await newAdministrator(app);
    const { undoToken } = await addPasskeyWithUndo(app, { email, browser: client });
    await undo(undoToken).expect(200);
    const back = await comeBack(email);
    expect((await back.browser.get("/api/v1/me").expect(200)).body).toMatchObject({ id: userId, instanceRole: "administrator" });
    expectProblem(await back.browser.get("/api/v1/users"), "second_factor_required");
    await addPasskey(app, back.browser);
    const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: back.signedIn.refreshToken }).expect(200);
    const strong = createClient(app, { Authorization: `Bearer ${app.secret((body as { accessToken: string }).accessToken)}` });
    await strong.get("/api/v1/users").expect(200);
  });

  test("is told by mail and in the console, and recorded with what went", async () => {
    const person = await personWithMailbox(app);
    const { undoToken } = await addPasskeyWithUndo(app, person);
    await undo(undoToken).expect(200);
    expect(await lastMail(app, person.email, "additions_undone")).toEqual({
      name: person.name,
      recoveryLink: "http://localhost:3000/forgot",
    });
    const { browser } = await comeBack(person.email);
    const { items } = (await browser.get("/api/v1/me/notices").expect(200)).body as { items: Array<{ kind: string; details: object }> };
    expect(items.find(({ kind }) => kind === "additions_undone")?.details).toHaveProperty("ip");
    expect(items.find(({ kind }) => kind === "second_factor_added")?.details).toHaveProperty("undoUntil");
    const [event] = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.additions_undone" });
    expect(event).toMatchObject({ actorId: person.id, before: { apps: 0, passkeys: 1, connections: 0 } });
  });
});

describe("there is no such link", () => {
  test("in a mail to an address that nobody has proven: it may be a stranger's", async () => {
    const person = await personWithMailbox(app);
    await app.deps.db("users").where({ id: person.id }).update({ emailVerifiedAt: null });
    await addPasskey(app, person.browser);
    expect(await lastMail(app, person.email, "second_factor_added")).toMatchObject({ securityLink: "http://localhost:3000/me/security" });
    expect(await app.deps.db("additionUndoLinks").where({ userId: person.id })).toEqual([]);
  });

  test("where no mail is sent", async () => {
    const person = await personWithMailbox(app);
    const { outbox } = app.deps;
    app.deps.outbox = { mode: "off", put: async () => undefined, putAll: async () => undefined };
    await addPasskey(app, person.browser);
    app.deps.outbox = outbox;
    expect(await app.deps.db("additionUndoLinks").where({ userId: person.id })).toEqual([]);
    const [notice] = await app.deps.db("notices").where({ userId: person.id, kind: "second_factor_added" });
    expect((notice as { details: object }).details).not.toHaveProperty("undoUntil");
  });
});

/** Another browser of the person, in a session that counts as begun with the second factor. */
async function signedInAgain(person: Person, methods = ["pwd", "otp", "mfa"]) {
  await app.deps
    .db("sessions")
    .where({ userId: person.id })
    .whereNull("endedAt")
    .update({
      authenticationMethods: methods,
      authenticatedAt: app.clock(),
      expiresAt: new Date(app.clock().getTime() + 30 * DAY * 1000),
      idleExpiresAt: new Date(app.clock().getTime() + 30 * DAY * 1000),
    });
  const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: person.signedIn.refreshToken }).expect(200);
  const { accessToken } = body as { accessToken: string };
  return createCookieBrowser(app, { Authorization: `Bearer ${app.secret(accessToken)}` });
}
