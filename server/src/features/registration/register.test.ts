import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, registerPerson, signedInPerson } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const PATH = "/api/v1/auth/register";
const OTHER_PASSWORD = "silver kettle on the hill";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  app.secret(PASSWORD);
  app.secret(OTHER_PASSWORD);
});
afterAll(() => app.close());

const register = (body: object) => createClient(app).post(PATH, body);
const logIn = (email: string, password: string) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });

test("a new account can be signed in to, and registering alone signs nobody in", async () => {
  const email = newEmail();
  const answer = await register({ email, name: "Ada", password: PASSWORD }).expect(202);
  expect(answer.body).toEqual({ status: "accepted", challenge: null });
  expect(String(answer.headers["set-cookie"])).toMatch(
    /^gh_browser=[\w-]{43}; Max-Age=34560000; Path=\/; Expires=.+; HttpOnly; SameSite=Strict$/,
  );
  await logIn(email, PASSWORD).expect(200);
});

test("a taken address gets the same answer as a free one, to the byte", async () => {
  const { email } = await registerPerson(app);
  const taken = await register({ email, name: "Eve", password: OTHER_PASSWORD });
  const free = await register({ email: newEmail(), name: "Eve", password: OTHER_PASSWORD });
  const comparable = ({ status, text, headers }: typeof taken) => {
    const { "x-request-id": _id, date: _date, "set-cookie": _cookie, ...rest } = headers;
    return { status, text, headers: rest };
  };
  expect(comparable(taken)).toEqual(comparable(free));
});

test("who registers a taken address gets nothing and changes nothing, and its owner sees the attempt", async () => {
  const owner = await signedInPerson(app);
  await register({ email: owner.email.toUpperCase(), name: "Eve", password: OTHER_PASSWORD }).expect(202);
  expectProblem(await logIn(owner.email, OTHER_PASSWORD), "invalid_credentials");
  const { user } = (await logIn(owner.email, owner.password).expect(200)).body as { user: { name: string } };
  expect(user.name).toBe(owner.name);
  const { body } = await owner.client.get("/api/v1/me/activity").expect(200);
  const refused = (body as { items: Array<{ action: string; actor: object }> }).items.filter(({ action }) => action.includes("refused"));
  expect(refused).toMatchObject([{ action: "user.registration_refused", outcome: "denied", actor: { type: "anonymous", id: null } }]);
  const notices = await app.deps.db("notices").where({ userId: owner.signedIn.user.id, kind: "registration_attempted" });
  expect(notices).toMatchObject([{ details: { ip: expect.stringMatching(/^10\./) } }]);
  const mails = (await queuedMails(app, owner.email)).filter(({ kind }) => kind === "account_exists");
  expect(mails).toEqual([
    {
      kind: "account_exists",
      to: owner.email,
      values: { signInLink: "http://localhost:3000/sign-in", recoveryLink: "http://localhost:3000/forgot" },
    },
  ]);
});

test("of many registrations of one address at once one makes the account, and all get the same answer", async () => {
  const email = newEmail();
  const passwords = Array.from({ length: 6 }, (_, index) => `${OTHER_PASSWORD} ${index}`);
  const answers = await Promise.all(passwords.map((password) => register({ email, name: "Ada", password })));
  expect(answers.map(({ status, text }) => `${status} ${text}`)).toEqual(Array(6).fill('202 {"status":"accepted","challenge":null}'));

  const signIns = await Promise.all(passwords.map((password) => logIn(email, password)));
  expect(signIns.filter(({ status }) => status === 200)).toHaveLength(1);
  const users = await app.deps.db("users").where({ email });
  expect(users).toHaveLength(1);
  const events = (await app.deps.db("auditEvents").where({ subjectUserId: (users[0] as { id: string }).id })) as Array<{ action: string }>;
  const counted = (wanted: string) => events.filter(({ action }) => action === wanted).length;
  expect([counted("user.registered"), counted("user.registration_refused")]).toEqual([1, 5]);
});

describe("an address is one however it is typed", () => {
  test.each([
    ["in capitals", (email: string) => email.toUpperCase()],
    ["with space around it", (email: string) => `  ${email} `],
    ["in full-width characters", (email: string) => email.replace(/[a-z0-9@.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  ])("%s", async (_how, typed) => {
    const email = newEmail();
    await register({ email: typed(email), name: "Ada", password: PASSWORD }).expect(202);
    expect(((await logIn(email, PASSWORD).expect(200)).body as { user: object }).user).toMatchObject({ email });
    await logIn(typed(email), PASSWORD).expect(200);
  });
});

test.each([
  [{ email: "ada" }, "body /email invalid"],
  [{ email: "ada@" }, "body /email invalid"],
  [{ email: "ada@example.com\n@evil.example" }, "body /email invalid"],
  [{ email: "a＠b＠example.com" }, "body /email invalid"],
  [{ email: `${"a".repeat(250)}@example.com` }, "body /email too_long"],
  [{ email: 7 }, "body /email wrong_type"],
  [{ name: " " }, "body /name too_short"],
  [{ password: "too short" }, "body /password too_short"],
  [{ password: "aaaaaaaaaaaaaaaa" }, "body /password repetitive"],
  [{ password: "passwordpassword" }, "body /password common"],
  [{ password: "my name is Lovelace" }, "body /password contains_name"],
  [{ password: "countess at the gate" }, "body /password contains_email"],
  [{ password: "x".repeat(257) }, "body /password too_long"],
  [{ password: "x".repeat(2_000) }, "body /password too_long"],
  [{ password: "copper lantern\u0000 by the gate" }, "body /password invalid_text"],
  [{ password: "copper lantern\ud800 by the gate" }, "body /password invalid_text"],
  [{ instanceRole: "administrator" }, "body /instanceRole unknown_field"],
])("what is not accepted is pointed at, and no account is made: %j", async (wrong, expected) => {
  const good = { email: "countess@example.com", name: "Ada Lovelace", password: PASSWORD };
  expect(expectInvalid(await register({ ...good, ...wrong }))).toContain(expected);
  expect(await app.deps.db("users").where({ email: good.email })).toEqual([]);
});

test("the options tell what the pages need to know", async () => {
  const { body } = await createClient(app).get("/api/v1/auth/options").expect(200);
  expect(body).toEqual({
    password: { minLength: 15, maxLength: 256 },
    registration: "open",
    registrationDomains: [],
    setupRequired: true,
    mail: "page",
    providers: [],
    provesAddresses: false,
  });
});
