import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createBrowser, knownBrowser } from "../../../test/browser.ts";
import { createClient, registerPerson } from "../../../test/client.ts";
import { queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const PATH = "/api/v1/auth/login";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

type Person = { email: string; password: string };

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

async function told({ email }: Person): Promise<object[]> {
  return app.deps
    .db("notices")
    .whereIn("userId", app.deps.db("users").select("id").where({ email }))
    .where({ kind: "new_device" })
    .select("details");
}

const byProgram = ({ email, password }: Person, ip: string, userAgent: string) =>
  createClient(app, { "X-Forwarded-For": ip, "User-Agent": userAgent }).post(PATH, { email, password, refreshTransport: "body" });

test("the first sign-in ever is on no new device", async () => {
  const person = await registerPerson(app);
  await knownBrowser(app, person);
  expect(await told(person)).toEqual([]);
});

test("a sign-in on another browser tells the person which and from where, by notice and by mail, and again on it nothing", async () => {
  const person = await registerPerson(app);
  const first = await knownBrowser(app, person);
  const headers = { "User-Agent": FIREFOX, "X-Forwarded-For": "203.0.113.80" };
  const { email, password } = person;
  await createBrowser(app, undefined, headers).post(PATH, { email, password }).expect(200);
  expect(await told(person)).toEqual([{ details: { device: "Firefox on Linux", ip: "203.0.113.80" } }]);
  const sessionsLink = "http://localhost:3000/me/sessions";
  const values = { name: "Ada", device: "Firefox on Linux", ip: "203.0.113.80", at: expect.stringMatching(/Z$/), sessionsLink };
  expect(await queuedMails(app, email)).toEqual([{ kind: "new_device", to: email, values }]);

  await createBrowser(app, first, { "User-Agent": "Something else" }).post(PATH, { email, password }).expect(200);
  expect(await told(person)).toHaveLength(1);
});

test("a program without a cookie is known by its user agent and network for a while", async () => {
  const person = await registerPerson(app);
  await byProgram(person, "2001:db8:80:1::1", "curl/9").expect(200);
  await byProgram(person, "2001:db8:80:1::2", "curl/9").expect(200);
  expect(await told(person)).toEqual([]);
  await byProgram(person, "2001:db8:80:2::1", "curl/9").expect(200);
  await byProgram(person, "2001:db8:80:1::1", "wget/2").expect(200);
  expect(await told(person)).toHaveLength(2);
  app.clock.advance(91 * 86_400);
  await byProgram(person, "2001:db8:80:1::1", "curl/9").expect(200);
  expect(await told(person)).toHaveLength(3);
});

test("a program that sends a browser's cookie counts as that browser", async () => {
  const person = await registerPerson(app);
  const cookie = await knownBrowser(app, person);
  await createClient(app, { Cookie: cookie })
    .post(PATH, { email: person.email, password: person.password, refreshTransport: "body" })
    .expect(200);
  expect(await told(person)).toEqual([]);
});

test("a sign-in that is refused makes no browser known and tells of no device", async () => {
  const person = await registerPerson(app);
  await knownBrowser(app, person);
  await disableUser(app.deps, { email: person.email, actor: { type: "system" } });
  const answer = await createBrowser(app).post(PATH, { email: person.email, password: person.password });
  expect([answer.status, answer.headers["set-cookie"]]).toEqual([403, undefined]);
  expect(await told(person)).toEqual([]);
});
