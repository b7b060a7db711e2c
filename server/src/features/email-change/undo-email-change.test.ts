import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { askToRecover, createCookieBrowser } from "../../../test/proofs.ts";
import { createClient, newEmail } from "../../../test/client.ts";
import { askForChange, changeAddress, personWithMailbox, prove, signedInBrowser } from "../../../test/email-changes.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { addPasskey, sendPasskeySignIn } from "../../../test/passkeys.ts";
import { addTotp, codeOf } from "../../../test/second-factors.ts";
import { sendRaw } from "../../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser, enableUser } from "../user-administration/index.ts";

const UNDO = "/api/v1/auth/email-change/undo";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const undo = (token: string) => createClient(app).post(UNDO, { token });
const logIn = (email: string, password: string) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });
const emailOf = async (id: string) => ((await app.deps.db("users").where({ id }).first()) as { email: string }).email;

/** Sets a new password through the mailbox, and signs in with it. */
async function comeBack(email: string) {
  const browser = createCookieBrowser(app);
  const { challengeId, code } = await askToRecover(app, browser, email);
  await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
  const password = app.secret("quiet harbour after the storm");
  await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword: password }).expect(204);
  return { email, password, ...(await signedInBrowser(app, { email, password })) };
}

describe("the undo link", () => {
  test("gives the address back, ends every session, and takes away the password, which is set anew through the mailbox", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: taken, undoToken } = await changeAddress(app, person);
    const thief = await signedInBrowser(app, { email: taken, password: person.password });
    expect((await undo(undoToken).expect(200)).body).toEqual({ email: person.email });

    for (const { browser } of [person, thief]) expectProblem(await browser.get("/api/v1/me"), "session_ended");
    expectProblem(await createClient(app).post("/api/v1/auth/refresh", { refreshToken: thief.signedIn.refreshToken }), "session_ended");
    for (const email of [person.email, taken]) expectProblem(await logIn(email, person.password), "invalid_credentials");
    const back = await comeBack(person.email);
    expect((await back.browser.get("/api/v1/me").expect(200)).body).toMatchObject({ id: person.id, email: person.email });
  });

  test("takes away the second factors that were added since, or shortly before, and keeps those that are older", async () => {
    const person = await personWithMailbox(app);
    const own = await addPasskey(app, person.browser);
    await app.deps
      .db("passkeys")
      .where({ id: own.id })
      .update({ createdAt: new Date(Date.now() - 4 * 86_400_000) });
    const prepared = await addPasskey(app, person.browser);
    const { undoToken } = await changeAddress(app, person);
    const after = await addPasskey(app, person.browser);
    await addTotp(app, person.browser);
    await undo(undoToken).expect(200);
    for (const { authenticator } of [prepared, after]) expectProblem(await sendPasskeySignIn(app, authenticator), "passkey_refused");
    expect((await sendPasskeySignIn(app, own.authenticator)).status).toBe(200);
    expect(await app.deps.db("totpCredentials").where({ userId: person.id })).toEqual([]);
  });

  test("takes away an app that was offered long before and confirmed since", async () => {
    const person = await personWithMailbox(app);
    const { secret } = (await person.browser.post("/api/v1/me/totp").expect(201)).body as { secret: string };
    const { undoToken } = await changeAddress(app, person);
    await person.browser.post("/api/v1/me/totp/confirm", { code: codeOf(app, app.secret(secret)) }).expect(200);
    const longAgo = new Date(app.clock().getTime() - 4 * 86_400_000);
    await app.deps.db("totpCredentials").where({ userId: person.id }).update({ createdAt: longAgo });
    await undo(undoToken).expect(200);
    expect(await app.deps.db("totpCredentials").where({ userId: person.id })).toEqual([]);
  });

  test("opens an account again that whoever took it has closed, and tells the old mailbox", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: taken, undoToken } = await changeAddress(app, person);
    await person.browser.post("/api/v1/me/deletion", {}).expect(200);
    await undo(undoToken).expect(200);
    const row = await app.deps.db("users").where({ id: person.id }).first();
    expect(row).toMatchObject({ email: person.email, disabledAt: null, closedAt: null, deletesAt: null });
    expect(await lastMail(app, person.email, "account_reopened")).toHaveProperty("recoveryLink");
    expectProblem(await logIn(taken, person.password), "invalid_credentials");
    await comeBack(person.email);
  });

  test("leaves nothing to who had the account: no known browser, no code, no unblock link", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: taken, undoToken } = await changeAddress(app, person);
    const thief = await signedInBrowser(app, { email: taken, password: person.password });
    const browser = createCookieBrowser(app);
    await browser.post("/api/v1/auth/login", { email: taken, password: person.password }).expect(200);
    const recovery = await askToRecover(app, browser, taken);
    const change = await askForChange(app, { ...thief, email: taken, password: person.password });
    const link = { tokenHash: Buffer.from("a link"), userId: person.id, createdAt: new Date(), expiresAt: new Date(Date.now() + 1e6) };
    await app.deps.db("unblockLinks").insert(link);
    await undo(undoToken).expect(200);

    const { challengeId, code } = recovery;
    expectProblem(await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }), "challenge_ended");
    expectProblem(await prove(thief.browser, change.old), "challenge_ended");
    expect(await app.deps.db("knownBrowsers").where({ userId: person.id })).toEqual([]);
    expect(await app.deps.db("unblockLinks").where({ userId: person.id }).whereNull("usedAt")).toEqual([]);
  });

  test("works once, also from many places at once", async () => {
    const { undoToken } = await changeAddress(app, await personWithMailbox(app));
    const answers = await Promise.all(Array.from({ length: 5 }, () => undo(undoToken)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 410, 410, 410, 410]);
    expectProblem(await undo(undoToken), "undo_link_invalid");
  });

  test("works for 72 hours", async () => {
    const [early, late] = [await personWithMailbox(app), await personWithMailbox(app)];
    const [first, second] = [await changeAddress(app, early), await changeAddress(app, late)];
    app.clock.advance(72 * 3_600 - 30);
    await undo(first.undoToken).expect(200);
    app.clock.advance(60);
    expectProblem(await undo(second.undoToken), "undo_link_invalid");
    expect(await emailOf(late.id)).toBe(second.newEmail);
  });

  test("is not used up by a scanner, and a guess opens nothing", async () => {
    const { undoToken } = await changeAddress(app, await personWithMailbox(app));
    for (const method of ["HEAD", "GET"]) {
      expect((await sendRaw(app.server, { method, path: `${UNDO}?token=${undoToken}` })).status).toBe(404);
    }
    for (const guess of ["", "x", undoToken.slice(1), undoToken.toLowerCase()]) expectProblem(await undo(guess), "undo_link_invalid");
    await undo(undoToken).expect(200);
  });

  test("stays good when another has registered the old address meanwhile, and works once it is free", async () => {
    const [person, other] = [await personWithMailbox(app), await personWithMailbox(app)];
    const { undoToken } = await changeAddress(app, person);
    await app.deps.db("users").where({ id: other.id }).update({ email: person.email });
    expectProblem(await undo(undoToken), "email_taken");
    await person.browser.get("/api/v1/me").expect(200);
    await logIn(await emailOf(person.id), person.password).expect(200);
    await app.deps.db("users").where({ id: other.id }).update({ email: other.email });
    await undo(undoToken).expect(200);
  });

  test("changes nothing for who was disabled meanwhile, and works once they are enabled again", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: taken, undoToken } = await changeAddress(app, person);
    await disableUser(app.deps, { email: taken, actor: { type: "system" } });
    expectProblem(await undo(undoToken), "undo_link_invalid");
    expect(await app.deps.db("users").where({ id: person.id }).first()).toMatchObject({ email: taken, disabledAt: expect.any(Date) });
    await enableUser(app.deps, { email: taken, actor: { type: "system" } });
    await undo(undoToken).expect(200);
    expect(await emailOf(person.id)).toBe(person.email);
  });

  test("is told to the mailbox that loses the account and in the console, and recorded with both addresses", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: taken, undoToken } = await changeAddress(app, person);
    await undo(undoToken).expect(200);
    expect(await lastMail(app, taken, "email_change_undone")).toEqual({ name: person.name, oldEmail: person.email });
    const { browser } = await comeBack(person.email);
    const { body } = await browser.get("/api/v1/me/notices").expect(200);
    const notice = (body as { items: Array<{ kind: string; details: object }> }).items.find(({ kind }) => kind === "email_change_undone");
    expect(notice?.details).toMatchObject({ oldEmail: person.email, newEmail: taken });
    const [event] = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.email_change_undone" });
    expect(event).toMatchObject({ before: { email: taken }, after: { email: person.email } });
  });
});

describe("after a second change", () => {
  /** An account that went from a to b to c, with both undo links. */
  async function twiceMoved() {
    const person = await personWithMailbox(app);
    const first = await changeAddress(app, person);
    const second = await changeAddress(app, { ...person, email: first.newEmail });
    return { id: person.id, a: person.email, b: first.newEmail, c: second.newEmail, toA: first.undoToken, toB: second.undoToken };
  }

  test("the first mailbox still takes the account back, and the second cannot take it from there", async () => {
    const { id, a, c, toA, toB } = await twiceMoved();
    expect((await undo(toA).expect(200)).body).toEqual({ email: a });
    expectProblem(await undo(toB), "undo_link_invalid");
    expect(await emailOf(id)).toBe(a);
    expect(await lastMail(app, c, "email_change_undone")).toMatchObject({ oldEmail: a });
  });

  test("the second mailbox takes it back, and the first can still take it from there", async () => {
    const { id, a, b, toA, toB } = await twiceMoved();
    await undo(toB).expect(200);
    expect(await emailOf(id)).toBe(b);
    await undo(toA).expect(200);
    expect(await emailOf(id)).toBe(a);
  });

  test("of both links at once the first mailbox has the account in the end", async () => {
    const { id, a, toA, toB } = await twiceMoved();
    await Promise.all([undo(toA), undo(toB)]);
    expect(await emailOf(id)).toBe(a);
  });

  test("an undo while the next change is being proven leaves the account with the old mailbox", async () => {
    const person = await personWithMailbox(app);
    const first = await changeAddress(app, person);
    const next = await askForChange(app, { ...person, email: first.newEmail }, newEmail());
    await prove(person.browser, next.old).expect(200);
    const [undone] = await Promise.all([undo(first.undoToken), prove(person.browser, next.new)]);
    expect(undone.status).toBe(200);
    expect(await emailOf(person.id)).toBe(person.email);
  });
});
