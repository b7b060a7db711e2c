import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { browserCookie, createBrowser } from "../../../test/browser.ts";
import { createClient, registerPerson, type Client } from "../../../test/client.ts";
import { askForChange, prove } from "../../../test/email-changes.ts";
import { confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const LOGIN = "/api/v1/auth/login";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

type Person = { email: string; password: string };
type Device = { cookie: string; sessionId: string; client: Client };

async function signInOn({ email, password }: Person, cookie?: string): Promise<Device> {
  const answer = await createBrowser(app, cookie).post(LOGIN, { email, password }).expect(200);
  const { accessToken, session } = answer.body as { accessToken: string; session: { id: string } };
  const given = browserCookie(answer);
  return { cookie: given, sessionId: session.id, client: createBrowser(app, given, { Authorization: `Bearer ${accessToken}` }) };
}

/** The laptop of a person, and the browser of a thief who knows the password. */
async function laptopAndThief() {
  const person = await registerPerson(app);
  const laptop = await signInOn(person);
  const thief = await signInOn(person);
  return { person, laptop, thief };
}

/** Whether a sign-in in that browser is told as one on a new device, by mail and by notice. */
async function isTold(person: Person, { cookie }: Device): Promise<boolean> {
  const count = async () => {
    const mails = await queuedMails(app, person.email);
    const notices = app.deps.db("notices").whereIn("userId", app.deps.db("users").select("id").where({ email: person.email }));
    return [mails.filter(({ kind }) => kind === "new_device").length, (await notices.where({ kind: "new_device" })).length] as const;
  };
  const [mails, notices] = await count();
  await signInOn(person, cookie);
  const [mailsAfter, noticesAfter] = await count();
  expect(mailsAfter - mails).toBe(noticesAfter - notices);
  return mailsAfter > mails;
}

test("a sign-out of this device alone leaves it a known one", async () => {
  const { person, laptop } = await laptopAndThief();
  await laptop.client.post("/api/v1/auth/logout", {}).expect(204);
  expect(await isTold(person, laptop)).toBe(false);
});

test("who signs another device out makes it a new one", async () => {
  const { person, laptop, thief } = await laptopAndThief();
  await laptop.client.delete(`/api/v1/me/sessions/${thief.sessionId}`).expect(204);
  expect([await isTold(person, thief), await isTold(person, laptop)]).toEqual([true, false]);
});

test("who signs all others out makes them new ones, except for this browser's own earlier sessions", async () => {
  const { person, laptop, thief } = await laptopAndThief();
  await signInOn(person, laptop.cookie);
  await laptop.client.post("/api/v1/auth/logout", { scope: "others" }).expect(204);
  expect([await isTold(person, thief), await isTold(person, laptop)]).toEqual([true, false]);
});

test("who signs out everywhere makes every device a new one", async () => {
  const { person, laptop, thief } = await laptopAndThief();
  await laptop.client.post("/api/v1/auth/logout", { scope: "all" }).expect(204);
  expect([await isTold(person, thief), await isTold(person, laptop)]).toEqual([true, true]);
});

test("a program that is signed out from another device is a new one, too", async () => {
  const { person, laptop } = await laptopAndThief();
  const headers = { "User-Agent": "robot/1", "X-Forwarded-For": "192.0.2.77" };
  const send = () => createClient(app, headers).post(LOGIN, { ...person, name: undefined, refreshTransport: "body" });
  const told = async () => (await queuedMails(app, person.email)).filter(({ kind }) => kind === "new_device").length;
  const { body } = await send().expect(200);
  const before = await told();
  await send().expect(200);
  expect(await told()).toBe(before);
  await laptop.client.delete(`/api/v1/me/sessions/${(body as { session: { id: string } }).session.id}`).expect(204);
  await send().expect(200);
  expect(await told()).toBe(before + 1);
});

test("a change of password leaves no browser known but the one in use", async () => {
  const { person, laptop, thief } = await laptopAndThief();
  const newPassword = app.secret("another lantern, another gate");
  await laptop.client.post("/api/v1/me/password", { currentPassword: person.password, newPassword }).expect(204);
  const changed = { ...person, password: newPassword };
  expect([await isTold(changed, thief), await isTold(changed, laptop)]).toEqual([true, false]);
});

test("a change of address leaves no browser known but the one in use", async () => {
  const proving = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
  try {
    const person = await confirmedPerson(proving);
    const laptop = createCookieBrowser(proving);
    const { body } = await laptop.post(LOGIN, { email: person.email, password: person.password }).expect(200);
    const thief = createCookieBrowser(proving);
    await thief.post(LOGIN, { email: person.email, password: person.password }).expect(200);
    const signedIn = createCookieBrowser(proving, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
    for (const [name, value] of laptop.cookies) signedIn.cookies.set(name, value);
    const change = await askForChange(proving, { ...person, browser: signedIn });
    await prove(signedIn, change.old).expect(200);
    await prove(signedIn, change.new).expect(200);
    const told = async (browser: Client) => {
      const count = async () => (await queuedMails(proving, change.newEmail)).filter(({ kind }) => kind === "new_device").length;
      const before = await count();
      await browser.post(LOGIN, { email: change.newEmail, password: person.password }).expect(200);
      return (await count()) - before;
    };
    expect([await told(laptop), await told(thief)]).toEqual([0, 1]);
  } finally {
    await proving.close();
  }
});
