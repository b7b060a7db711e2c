import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createBrowser, knownBrowser } from "../../../test/browser.ts";
import { createClient, registerPerson, signIn } from "../../../test/client.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { addTotp, beginSignIn, codeOf, personWithTotp, sendCode } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";
import { tellOfLeftSignIns } from "./index.ts";

const DEVICE = { "X-Forwarded-For": "203.0.113.9", "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0" };

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: { SIGN_IN_ATTEMPTS_PER_MINUTE: "1000" } });
});
afterAll(() => app.close());

type Person = Awaited<ReturnType<typeof personWithTotp>>;

const stranger = () => createCookieBrowser(app, DEVICE);
const toldOf = async ({ email }: { email: string }) =>
  (await queuedMails(app, email)).filter(({ kind }) => kind === "sign_in_unfinished").length;
const noticesOf = ({ userId }: Person) => app.deps.db("notices").where({ userId, kind: "sign_in_unfinished" });

async function passTenMinutes(): Promise<void> {
  app.clock.advance(601);
  await tellOfLeftSignIns(app.deps);
}

test("the right password without the second factor is recorded, with where it came from", async () => {
  const person = await personWithTotp(app);
  await beginSignIn(app, stranger(), person, {});
  expect(await app.deps.db("auditEvents").where({ subjectUserId: person.userId, action: "session.second_factor_asked" })).toEqual([
    expect.objectContaining({
      actorType: "anonymous",
      targetId: person.userId,
      ip: "203.0.113.9",
      userAgent: DEVICE["User-Agent"],
      after: { way: "password" },
    }),
  ]);
});

test("who knows the password and stops at the second factor where the person never signed in is told to the person, once it is too late to go on", async () => {
  const person = await personWithTotp(app);
  await beginSignIn(app, stranger(), person, {});
  await tellOfLeftSignIns(app.deps);
  expect(await toldOf(person)).toBe(0);
  await passTenMinutes();
  expect(await lastMail(app, person.email, "sign_in_unfinished")).toMatchObject({ device: "Firefox on Linux", ip: "203.0.113.9" });
  expect(await noticesOf(person)).toEqual([expect.objectContaining({ details: { device: "Firefox on Linux", ip: "203.0.113.9" } })]);
});

test("is told once of many, also by many processes at once, and again the next day", async () => {
  const person = await personWithTotp(app);
  for (let time = 0; time < 3; time += 1) await beginSignIn(app, stranger(), person, {});
  app.clock.advance(601);
  await Promise.all([1, 2, 3].map(() => tellOfLeftSignIns(app.deps)));
  await beginSignIn(app, stranger(), person, {});
  await passTenMinutes();
  expect(await toldOf(person)).toBe(1);
  app.clock.advance(86_400);
  await beginSignIn(app, stranger(), person, {});
  await passTenMinutes();
  expect(await toldOf(person)).toBe(2);
});

test("a sign-in that is finished, there or in a second try, is told to nobody", async () => {
  const person = await personWithTotp(app);
  const browser = createClient(app, DEVICE);
  await beginSignIn(app, browser, person);
  await sendCode(browser, (await beginSignIn(app, browser, person)).token, person.nextCode()).expect(200);
  await passTenMinutes();
  expect(await toldOf(person)).toBe(0);
});

test("who leaves a sign-in where they have signed in before hears nothing of it", async () => {
  const owner = await registerPerson(app);
  const cookie = await knownBrowser(app, owner);
  const { accessToken } = await signIn(app, owner);
  await addTotp(app, createClient(app, { Authorization: `Bearer ${accessToken}` }));
  await beginSignIn(app, createBrowser(app, cookie), owner, {});
  await passTenMinutes();
  expect(await toldOf(owner)).toBe(0);
});

test("who was told of wrong codes is not told a second time of the same sign-in", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app, DEVICE);
  const { token } = await beginSignIn(app, program, person);
  for (let nth = 0; nth < 5; nth += 1) await sendCode(program, token, codeOf(app, person.secret, 100 + nth)).expect(422);
  await passTenMinutes();
  expect((await queuedMails(app, person.email)).map(({ kind }) => kind)).toContain("second_factor_failing");
  expect(await toldOf(person)).toBe(0);
});

test("who was disabled meanwhile is not told", async () => {
  const person = await personWithTotp(app);
  await beginSignIn(app, stranger(), person, {});
  await disableUser(app.deps, { email: person.email, actor: { type: "system" } });
  await passTenMinutes();
  expect(await toldOf(person)).toBe(0);
});
