import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, registerPerson, signIn } from "../../../test/client.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { expectInvalid } from "../../../test/problem-answers.ts";
import { beginSignIn, codeOf, personWithTotp, sendCode } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test("who has an authenticator app is asked for a code after the password, and is signed in with it", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const pending = await beginSignIn(app, program, person);
  expect(pending).toEqual({
    token: expect.stringMatching(/^[\w-]{43}$/),
    methods: ["totp", "recovery_code"],
    expiresAt: expect.stringMatching(/Z$/),
  });
  const { body } = await sendCode(program, pending.token, person.nextCode()).expect(200);
  const client = createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
  const security = (await client.get("/api/v1/me/security").expect(200)).body as object;
  expect(security).toMatchObject({
    methods: ["pwd", "otp", "mfa"],
    totp: { createdAt: expect.any(String) },
    recoveryCodes: { left: 10, total: 10 },
  });
});

test("in a browser the second step goes on by the cookie, and gives the refresh cookie", async () => {
  const person = await personWithTotp(app);
  const browser = createCookieBrowser(app);
  const { email, password } = person;
  const first = await browser.post("/api/v1/auth/login", { email, password }).expect(200);
  expect(String(first.headers["set-cookie"])).not.toContain("gh_rt");
  const { token } = (first.body as { secondFactor: { token: string } }).secondFactor;
  const answer = await browser.post("/api/v1/auth/second-factor/totp", { token, code: person.nextCode() }).expect(200);
  expect(String(answer.headers["set-cookie"])).toContain("gh_rt=");
  expect(answer.body).not.toHaveProperty("refreshToken");
});

test("a recovery code signs in once", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const [code = ""] = person.recoveryCodes;
  await sendCode(
    program,
    (await beginSignIn(app, program, person)).token,
    ` ${code.toUpperCase().replaceAll("-", " ")}`,
    "recovery-code",
  ).expect(200);
  const again = await sendCode(program, (await beginSignIn(app, program, person)).token, code, "recovery-code");
  expect(expectInvalid(again)).toEqual(["body /code wrong_code"]);
});

test("without a second factor the password is enough", async () => {
  const { accessToken } = await signIn(app, await registerPerson(app));
  expect(accessToken).toEqual(expect.any(String));
});

test("a wrong code does not sign in, and the right one does afterwards", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  const wrong = codeOf(app, person.secret, 40);
  expect(expectInvalid(await sendCode(program, token, wrong))).toEqual(["body /code wrong_code"]);
  await sendCode(program, token, person.nextCode()).expect(200);
});

test("the session in which the app was set up is strong from then on", async () => {
  const person = await personWithTotp(app);
  expect((await person.client.get("/api/v1/me/security").expect(200)).body).toMatchObject({ methods: ["pwd", "otp", "mfa"] });
});
