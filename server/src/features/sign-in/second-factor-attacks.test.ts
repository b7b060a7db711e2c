import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createBrowser } from "../../../test/browser.ts";
import { createClient, OWN_PAGE } from "../../../test/client.ts";
import { personWithPasskey, questionOf } from "../../../test/passkeys.ts";
import { askToRecover, createCookieBrowser } from "../../../test/proofs.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { beginSignIn, codeOf, personWithTotp, sendCode, type FactoredPerson } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser, enableUser } from "../user-administration/index.ts";

const OPERATOR = { type: "system" } as const;
const LOGIN = "/api/v1/auth/login";
const TOTP = "/api/v1/auth/second-factor/totp";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Browser = ReturnType<typeof createCookieBrowser>;

async function beginIn(browser: Browser, { email, password }: FactoredPerson): Promise<string> {
  const { body } = await browser.post(LOGIN, { email, password }).expect(200);
  return app.secret((body as { secondFactor: { token: string } }).secondFactor.token);
}

const sessionsOf = (userId: string) => app.deps.db("sessions").where({ userId }).whereNull("endedAt");

test("the password alone gives neither a token nor a cookie, and reads nothing", async () => {
  const person = await personWithTotp(app);
  const answer = await createBrowser(app).post(LOGIN, { email: person.email, password: person.password }).expect(200);
  expect(Object.keys(answer.body as object)).toEqual(["secondFactor"]);
  expect(answer.headers["set-cookie"]).toEqual([expect.stringMatching(/^gh_browser=/)]);
  const { token } = (answer.body as { secondFactor: { token: string } }).secondFactor;
  const client = createClient(app, { Authorization: `Bearer ${app.secret(token)}` });
  expectProblem(await client.get("/api/v1/me"), "access_token_invalid");
  expectProblem(await createClient(app).post("/api/v1/auth/refresh", { refreshToken: token }), "refresh_token_invalid");
  expect(await sessionsOf(person.userId)).toHaveLength(1);
});

test("a code is good once, of two at once too, and in no other sign-in", async () => {
  const person = await personWithTotp(app);
  const programs = [createClient(app), createClient(app), createClient(app)];
  const tokens = await Promise.all(programs.map(async (program) => (await beginSignIn(app, program, person)).token));
  const code = person.nextCode();
  const answers = await Promise.all(programs.map((program, index) => sendCode(program, tokens[index] ?? "", code)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422]);
  const later = createClient(app);
  expect(expectInvalid(await sendCode(later, (await beginSignIn(app, later, person)).token, code))).toEqual(["body /code wrong_code"]);
});

test("a recovery code is good once, of two at once too", async () => {
  const person = await personWithTotp(app);
  const programs = [createClient(app), createClient(app), createClient(app)];
  const tokens = await Promise.all(programs.map(async (program) => (await beginSignIn(app, program, person)).token));
  const [code = ""] = person.recoveryCodes;
  const answers = await Promise.all(programs.map((program, index) => sendCode(program, tokens[index] ?? "", code, "recovery-code")));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422]);
});

test("a sign-in is finished once, of many at once too", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  const codes = [person.nextCode(), ...person.recoveryCodes.slice(0, 3)];
  const answers = await Promise.all(codes.map((code, index) => sendCode(program, token, code, index === 0 ? "totp" : "recovery-code")));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410, 410, 410]);
  expectProblem(await sendCode(program, token, person.nextCode()), "pending_sign_in_ended");
  expect(await sessionsOf(person.userId)).toHaveLength(2);
});

test.each([
  [-2, 422],
  [-1, 200],
  [0, 200],
  [1, 200],
  [2, 422],
])("a clock that is %d steps off: %d", async (steps, status) => {
  const person = await personWithTotp(app);
  app.clock.advance(120);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  expect((await sendCode(program, token, codeOf(app, person.secret, steps))).status).toBe(status);
});

test("codes of another person, of an app that was replaced, and the code that set it up are wrong", async () => {
  const [person, other] = [await personWithTotp(app), await personWithTotp(app)];
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  for (const code of [other.nextCode(), person.firstCode]) {
    expect(expectInvalid(await sendCode(program, token, code))).toEqual(["body /code wrong_code"]);
  }
  expect(expectInvalid(await sendCode(program, token, other.recoveryCodes[0] ?? "", "recovery-code"))).toEqual(["body /code wrong_code"]);
});

test("a sign-in goes on in the browser, or the program, that began it, and nowhere else", async () => {
  const person = await personWithTotp(app);
  const browser = createCookieBrowser(app);
  const token = await beginIn(browser, person);
  const code = person.nextCode();
  for (const thief of [createCookieBrowser(app), createBrowser(app), createBrowser(app, `gh_browser=${"A".repeat(43)}`)]) {
    expectProblem(await thief.post(TOTP, { token, code }), "pending_sign_in_ended");
  }
  const program = createClient(app);
  const { token: programs } = await beginSignIn(app, program, person);
  expectProblem(await sendCode(createClient(app, { "User-Agent": "other/1.0" }), programs, code), "pending_sign_in_ended");
  await browser.post(TOTP, { token, code }).expect(200);
});

test("an unknown token, one of other length and one of another person's sign-in are refused alike", async () => {
  const program = createClient(app);
  for (const token of ["x", "A".repeat(43), "A".repeat(100)]) {
    expectProblem(await sendCode(program, token, "123456"), "pending_sign_in_ended");
    expectProblem(await sendCode(program, token, "7k3m9q-2xtb4v-w8np3r-6hz5dc", "recovery-code"), "pending_sign_in_ended");
    expectProblem(await program.post("/api/v1/auth/second-factor/passkey/options", { token }), "pending_sign_in_ended");
  }
});

test("a sign-in waits ten minutes, and no longer", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  app.clock.advance(599);
  expect(expectInvalid(await sendCode(program, token, codeOf(app, person.secret, 30)))).toEqual(["body /code wrong_code"]);
  app.clock.advance(2);
  expectProblem(await sendCode(program, token, person.nextCode()), "pending_sign_in_ended");
});

const ENDS: Array<[string, (person: FactoredPerson) => Promise<unknown>]> = [
  [
    "the password is changed",
    ({ client, password }) =>
      client.post("/api/v1/me/password", { currentPassword: password, newPassword: app.secret("silver kettle on the hill") }).expect(204),
  ],
  ["the person signs out everywhere", ({ client }) => client.post("/api/v1/auth/logout", { scope: "others" }).expect(204)],
  ["the account is disabled", ({ email }) => disableUser(app.deps, { email, actor: OPERATOR })],
  [
    "the account is disabled and enabled again",
    async ({ email }) => {
      await disableUser(app.deps, { email, actor: OPERATOR });
      await enableUser(app.deps, { email, actor: OPERATOR });
    },
  ],
  ["the password is recovered", async ({ email }) => recover(email)],
];

async function recover(email: string): Promise<void> {
  const browser = createCookieBrowser(app);
  const { challengeId, code } = await askToRecover(app, browser, email);
  await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
  await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword: app.secret("a wooden bridge at dawn") }).expect(204);
}

test.each(ENDS)("a sign-in that waits is over when %s", async (_what, end) => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  await end(person);
  expectProblem(await sendCode(program, token, person.nextCode()), "pending_sign_in_ended");
  expectProblem(await program.post("/api/v1/auth/second-factor/passkey/options", { token }), "pending_sign_in_ended");
});

test("whatever was being finished when the password changed ends with the other sessions", async () => {
  const person = await personWithTotp(app);
  const programs = Array.from({ length: 4 }, () => createClient(app));
  const tokens = await Promise.all(programs.map(async (program) => (await beginSignIn(app, program, person)).token));
  const change = person.client.post("/api/v1/me/password", {
    currentPassword: person.password,
    newPassword: app.secret("silver kettle on the hill"),
  });
  const answers = await Promise.all([
    ...programs.map((program, index) => sendCode(program, tokens[index] ?? "", person.recoveryCodes[index] ?? "", "recovery-code")),
    change.expect(204),
  ]);
  for (const { status } of answers) expect([200, 204, 410]).toContain(status);
  expect(((await sessionsOf(person.userId)) as Array<{ id: string }>).map(({ id }) => id)).toEqual([person.signedIn.session.id]);
});

test("a recovered password passes no second factor by, and takes none away", async () => {
  const person = await personWithTotp(app);
  await app.deps.db("users").where({ email: person.email }).update({ emailVerifiedAt: app.clock() });
  await recover(person.email);
  const program = createClient(app);
  const { token, methods } = await beginSignIn(app, program, { email: person.email, password: "a wooden bridge at dawn" });
  expect(methods).toEqual(["totp", "recovery_code"]);
  await sendCode(program, token, person.nextCode()).expect(200);
});

test("a page of another site cannot finish a sign-in", async () => {
  const person = await personWithTotp(app);
  const browser = createCookieBrowser(app);
  const token = await beginIn(browser, person);
  const cookie = `gh_browser=${browser.cookies.get("gh_browser")}`;
  const foreign = createClient(app, { ...OWN_PAGE, "Sec-Fetch-Site": "cross-site", Cookie: cookie });
  expectProblem(await foreign.post(TOTP, { token, code: "123456" }), "cross_site_request");
  const code = "7k3m9q-2xtb4v-w8np3r-6hz5dc";
  expectProblem(await foreign.post("/api/v1/auth/second-factor/recovery-code", { token, code }), "cross_site_request");
  const one = await personWithPasskey(app);
  const { options } = await questionOf(app, createClient(app), "/api/v1/auth/passkey/options");
  const body = { token, challenge: "x", response: one.authenticator.get(options) };
  expectProblem(await foreign.post("/api/v1/auth/second-factor/passkey", body), "cross_site_request");
});

test("a passkey is the second factor of its own person, for that sign-in, once", async () => {
  const [one, other] = [await personWithPasskey(app, { counts: false }), await personWithPasskey(app)];
  const program = createClient(app);
  const pending = await beginSignIn(app, program, one);
  expect(pending.methods).toEqual(["passkey", "recovery_code"]);
  const second = await beginSignIn(app, program, one);
  const path = "/api/v1/auth/second-factor/passkey";
  const ask = (token: string) => questionOf(app, program, `${path}/options`, { token });
  const send = (token: string, challenge: string, response: object) =>
    program.post(path, { token, challenge, response, refreshTransport: "body" });

  const question = await ask(pending.token);
  expect(question.options).toMatchObject({ allowCredentials: [{ id: one.authenticator.id }] });
  expectProblem(await send(pending.token, question.token, other.authenticator.get(question.options)), "passkey_refused");
  expectProblem(await send(second.token, question.token, one.authenticator.get(question.options)), "passkey_refused");
  const unlocked = one.authenticator.get(question.options, { isVerified: false });
  expectProblem(await send(pending.token, question.token, unlocked), "passkey_refused");
  const alone = await questionOf(app, program, "/api/v1/auth/passkey/options");
  expectProblem(await send(pending.token, alone.token, one.authenticator.get(alone.options)), "passkey_refused");

  const { body } = await send(pending.token, question.token, one.authenticator.get(question.options, { userHandle: null })).expect(200);
  const client = createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
  expect((await client.get("/api/v1/me/security").expect(200)).body).toMatchObject({ methods: ["pwd", "hwk", "user", "mfa"] });
  expectProblem(await send(pending.token, question.token, one.authenticator.get(question.options)), "pending_sign_in_ended");
});

test("what happened is recorded for the person, and counted", async () => {
  const person = await personWithTotp(app);
  const counted = async (method: string, result: string) =>
    (await app.deps.metrics.secondFactors.get()).values.find(({ labels }) => labels.method === method && labels.result === result)?.value ??
    0;
  const before = [await counted("totp", "wrong"), await counted("recovery_code", "success")];
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  await sendCode(program, token, codeOf(app, person.secret, 30));
  await sendCode(program, token, person.recoveryCodes[0] ?? "", "recovery-code").expect(200);
  const events = (await app.deps.db("auditEvents").where({ subjectUserId: person.userId }).orderBy("sequence")) as Array<{
    action: string;
    after: object | null;
  }>;
  expect(events.slice(-3).map(({ action, after }) => [action, after])).toEqual([
    ["second_factor.failed", { method: "totp" }],
    ["second_factor.used", { method: "recovery_code", left: 9 }],
    ["session.started", { methods: ["pwd", "otp", "mfa"] }],
  ]);
  expect([await counted("totp", "wrong"), await counted("recovery_code", "success")]).toEqual(before.map((count) => count + 1));
});
