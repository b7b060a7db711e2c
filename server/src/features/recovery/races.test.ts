import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createClient, signIn, type SignedIn } from "../../../test/client.ts";
import { askToRecover, confirmedPerson, createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const NEW_PASSWORD = "silver kettle on the hill";
const COMPLETE = "/api/v1/auth/recovery/complete";

let app: TestApp;
let person: { email: string; password: string; browser: CookieBrowser; challengeId: string };
let signedIn: SignedIn;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" } })));
afterAll(() => app.close());

beforeEach(async () => {
  const { email, password } = await confirmedPerson(app);
  signedIn = await signIn(app, { email, password });
  const browser = createCookieBrowser(app);
  const { challengeId, code } = await askToRecover(app, browser, email);
  await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
  person = { email, password, browser, challengeId };
});

const complete = (newPassword = NEW_PASSWORD) => person.browser.post(COMPLETE, { challengeId: person.challengeId, newPassword });
const logIn = (password: string) =>
  createClient(app).post("/api/v1/auth/login", { email: person.email, password, refreshTransport: "body" });
const liveSessions = () => app.deps.db("sessions").where({ userId: signedIn.user.id }).whereNull("endedAt");

/** Lets something happen while the new password is being hashed. */
async function whileHashing<T>(meanwhile: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const { hasher } = app.deps;
  const hash = hasher.hash.bind(hasher);
  hasher.hash = async (...asked) => {
    hasher.hash = hash;
    const result = await hash(...asked);
    await meanwhile();
    return result;
  };
  return work();
}

test("of two new passwords at once one is set, and one mail tells of it", async () => {
  const passwords = ["the first of two new ones", "the second of two new ones"];
  const answers = await Promise.all(passwords.map((password) => complete(password)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 410]);
  const winner = passwords[answers.findIndex(({ status }) => status === 204)] ?? "";
  await logIn(winner).expect(200);
  expect((await queuedMails(app, person.email)).filter(({ kind }) => kind === "password_recovered")).toHaveLength(1);
});

test("a password that is changed meanwhile by who knew the old one does not stand", async () => {
  const client = createClient(app, { Authorization: `Bearer ${signedIn.accessToken}` });
  const change = () =>
    client.post("/api/v1/me/password", { currentPassword: person.password, newPassword: "another lantern, another gate" }).expect(204);
  const answer = await whileHashing(change, () => complete());
  expect(answer.status).toBe(204);
  expectProblem(await logIn("another lantern, another gate"), "invalid_credentials");
  await logIn(NEW_PASSWORD).expect(200);
});

test("a person who is disabled meanwhile gets no password, and the old one stays", async () => {
  const before = await app.deps.db("passwordCredentials").where({ userId: signedIn.user.id });
  const answer = await whileHashing(
    () => disableUser(app.deps, { email: person.email, actor: { type: "system" } }),
    () => complete(),
  );
  expectProblem(answer, "challenge_ended");
  expect(await app.deps.db("passwordCredentials").where({ userId: signedIn.user.id })).toEqual(before);
});

test("a code that is replaced meanwhile sets no password", async () => {
  const answer = await whileHashing(
    () => askToRecover(app, createCookieBrowser(app), person.email),
    () => complete(),
  );
  expectProblem(answer, "challenge_ended");
  await logIn(person.password).expect(200);
});

test("sign-ins and refreshes that are under way meanwhile leave no live session", async () => {
  const refresh = () => createClient(app).post("/api/v1/auth/refresh", { refreshToken: signedIn.refreshToken });
  const signIns = Array.from({ length: 4 }, () => logIn(person.password));
  const [done, ...others] = await Promise.all([complete(), refresh(), refresh(), ...signIns]);
  expect(done.status).toBe(204);
  expect(others.every(({ status }) => status < 500)).toBe(true);
  expect(await liveSessions()).toEqual([]);
  expectProblem(await refresh(), "session_ended");
  for (const { body } of others) {
    const { accessToken } = body as { accessToken?: string };
    if (accessToken) expectProblem(await createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me"), "session_ended");
  }
});

test("a recovery whose event cannot be written changes nothing", async () => {
  const { db } = app.deps;
  const everything = async () =>
    JSON.stringify(
      await Promise.all(
        ["users", "passwordCredentials", "sessions", "challenges", "knownBrowsers", "notices", "mails"].map((table) => db(table)),
      ),
    );
  await app.ownerDb.raw(
    "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused by a test'; end $$",
  );
  await app.ownerDb.raw("create trigger refuse before insert on audit_events for each row execute function refuse()");
  const before = await everything();
  const answer = await complete();
  await app.ownerDb.raw("drop trigger refuse on audit_events");
  expectProblem(answer, "internal_error");
  expect(await everything()).toBe(before);
  await complete().then(({ status }) => expect(status).toBe(204));
});

test("no event holds the new password, the code or a hash", async () => {
  await complete().then(({ status }) => expect(status).toBe(204));
  const events = JSON.stringify(await app.deps.db("auditEvents"));
  for (const secret of [NEW_PASSWORD, person.password, "gh1$"]) expect(events).not.toContain(secret);
});
