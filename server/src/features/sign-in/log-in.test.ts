import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, OWN_PAGE, PASSWORD, registerPerson, signedInPerson, signIn } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const PATH = "/api/v1/auth/login";
const WRONG = "a wrong guess of it";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  app.secret(WRONG);
});
afterAll(() => app.close());

const logIn = (email: string, password: string) => createClient(app).post(PATH, { email, password, refreshTransport: "body" });

test("address and password sign in, and the answer holds what is declared and nothing else", async () => {
  const { email, password, name } = await registerPerson(app);
  const { body } = await logIn(email, password).expect(200);
  const time = expect.stringMatching(/^\d{4}-.+Z$/);
  expect(body).toEqual({
    accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    refreshToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    tokenType: "Bearer",
    expiresIn: 600,
    session: { id: expect.any(String), createdAt: time, idleExpiresAt: time, expiresAt: time },
    user: { id: expect.any(String), email, emailVerifiedAt: null, name, instanceRole: null, createdAt: time, updatedAt: time },
    organization: null,
    organizationRefusal: null,
  });
});

test("an unknown address and a wrong password get the same answer", async () => {
  const { email } = await registerPerson(app);
  const [unknown, wrong] = [await logIn(newEmail(), WRONG), await logIn(email, WRONG)];
  const comparable = (answer: typeof wrong) => {
    const { requestId: _id, ...problem } = expectProblem(answer, "invalid_credentials");
    const { "x-request-id": _header, date: _date, ...headers } = answer.headers;
    return { problem, headers };
  };
  expect(comparable(unknown)).toEqual(comparable(wrong));
});

test("that an account is disabled is told only to who knows its password", async () => {
  const { email, password } = await registerPerson(app);
  await disableUser(app.deps, { email, actor: { type: "system" } });
  expectProblem(await logIn(email, WRONG), "invalid_credentials");
  const answer = await logIn(email, password);
  expectProblem(answer, "account_disabled");
  expect(answer.headers["set-cookie"]).toBeUndefined();
});

test("where mail proves addresses, that one is not proven is told only to who knows the password", async () => {
  const { email, password } = await registerPerson(app);
  const proving = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" }, databaseUrl: app.deps.config.database.url });
  try {
    const tryThere = (typed: string) => createClient(proving).post(PATH, { email, password: typed, refreshTransport: "body" });
    expectProblem(await tryThere(WRONG), "invalid_credentials");
    expectProblem(await tryThere(password), "email_not_verified");
    await app.deps.db("users").where({ email }).update({ emailVerifiedAt: app.clock() });
    await tryThere(password).expect(200);
  } finally {
    await proving.close();
  }
});

test.each([
  ["in capitals", (email: string) => email.toUpperCase()],
  ["in full-width characters", (email: string) => email.replace(/[a-z0-9@.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))],
  ["with space around it", (email: string) => `\t${email} `],
])("an address signs in %s", async (_how, typed) => {
  const { email, password } = await registerPerson(app);
  await logIn(typed(email), password).expect(200);
});

test("a password signs in in every form that a keyboard may send, and in no other case", async () => {
  const { email } = await registerPerson(app, { password: "cafe\u0301 lantern by the gate" });
  await logIn(email, "café lantern by the gate").expect(200);
  expectProblem(await logIn(email, "Café lantern by the gate"), "invalid_credentials");
  expectProblem(await logIn(email, "café lantern by the gate "), "invalid_credentials");
});

test("by default the refresh token comes as a cookie, and then not in the body", async () => {
  const { email, password } = await registerPerson(app);
  for (const more of [{}, { refreshTransport: "cookie" }]) {
    const answer = await createClient(app, OWN_PAGE)
      .post(PATH, { email, password, ...more })
      .expect(200);
    expect(answer.headers["set-cookie"]).toEqual([expect.stringMatching(/^gh_rt=/), expect.stringMatching(/^gh_browser=/)]);
    expect(answer.body).not.toHaveProperty("refreshToken");
  }
});

test("in the body it comes for who asks for it, and then not as a cookie, from wherever the request came", async () => {
  const { email, password } = await registerPerson(app);
  const answer = await createClient(app, { "Sec-Fetch-Site": "cross-site" })
    .post(PATH, { email, password, refreshTransport: "body" })
    .expect(200);
  expect(answer.headers["set-cookie"]).toBeUndefined();
  expect(answer.body).toHaveProperty("refreshToken");
});

test("a page of another site can neither sign a browser in nor try a password", async () => {
  const { client, email, password } = await signedInPerson(app);
  const answer = await createClient(app, { "X-Gatehouse": "1", "Sec-Fetch-Site": "cross-site" }).post(PATH, { email, password: WRONG });
  expectProblem(answer, "cross_site_request");
  expectProblem(await createClient(app).post(PATH, { email, password }), "cross_site_request");
  const { body } = await client.get("/api/v1/me/activity").expect(200);
  expect((body as { items: Array<{ action: string }> }).items.map(({ action }) => action)).toEqual(["session.started", "user.registered"]);
});

test("a sign-in and a refused one are in the activity of the person, with where they came from", async () => {
  const { client, email, signedIn } = await signedInPerson(app);
  const refused = await createClient(app, { "User-Agent": "curl/9 \u00e9", "X-Forwarded-For": "203.0.113.9" }).post(PATH, {
    email,
    password: WRONG,
    refreshTransport: "body",
  });
  const { body } = await client.get("/api/v1/me/activity").expect(200);
  expect((body as { items: object[] }).items).toMatchObject([
    {
      action: "session.denied",
      outcome: "denied",
      actor: { type: "anonymous", id: null, name: null },
      ip: "203.0.113.9",
      userAgent: "curl/9 ",
      requestId: expectProblem(refused, "invalid_credentials").requestId,
    },
    { action: "session.started", outcome: "success", target: { type: "session", id: signedIn.session.id } },
    { action: "user.registered" },
  ]);
});

test("each sign-in is a session of its own", async () => {
  const person = await registerPerson(app);
  const [one, two] = [await signIn(app, person), await signIn(app, person)];
  expect(one.session.id).not.toBe(two.session.id);
  expect(one.refreshToken).not.toBe(two.refreshToken);
});

test.each([
  [{ refreshTransport: "header" }, "body /refreshTransport not_allowed"],
  [{ email: "ada" }, "body /email invalid"],
  [{ password: ["x"] }, "body /password wrong_type"],
  [{ password: "x".repeat(1_025) }, "body /password too_long"],
  [{ password: "\u0000" }, "body /password invalid_text"],
  [{ remember: true }, "body /remember unknown_field"],
])("what is not accepted is pointed at: %j", async (wrong, expected) => {
  const answer = await createClient(app, OWN_PAGE).post(PATH, { email: "a@example.com", password: PASSWORD, ...wrong });
  expect(expectInvalid(answer)).toEqual([expected]);
});

test("a password does not expire", async () => {
  const person = await registerPerson(app);
  app.clock.advance(5 * 365 * 86_400);
  await signIn(app, person);
});
