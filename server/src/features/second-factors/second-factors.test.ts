import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, registerPerson, signedInPerson, signIn, signInStrongly } from "../../../test/client.ts";
import { addPasskey } from "../../../test/passkeys.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { addTotp, beginSignIn, codeOf, personWithTotp, secretOf, sendCode } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { STEP_UP_SECONDS } from "../../http/step-up.ts";

const CONFIRM = "/api/v1/me/totp/confirm";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Client = ReturnType<typeof createClient>;
const securityOf = async (client: Client) => (await client.get("/api/v1/me/security").expect(200)).body as object;

async function offer(client: Client): Promise<string> {
  const { secret } = (await client.post("/api/v1/me/totp").expect(201)).body as { secret: string };
  return app.secret(secret);
}

async function actionsOf(userId: string): Promise<string[]> {
  const events = (await app.deps.db("auditEvents").where({ subjectUserId: userId }).orderBy("sequence")) as Array<{ action: string }>;
  return events.map(({ action }) => action);
}

test("a new account has a password and nothing else", async () => {
  const { client } = await signedInPerson(app);
  expect(await securityOf(client)).toEqual({
    hasPassword: true,
    passwordChangedAt: expect.stringMatching(/Z$/),
    totp: null,
    recoveryCodes: null,
    passkeys: [],
    isSecondFactorRequired: false,
    methods: ["pwd"],
    authenticatedAt: expect.stringMatching(/Z$/),
  });
});

test("an authenticator app counts once a code of it was typed, and not before", async () => {
  const person = await signedInPerson(app);
  const { body } = await person.client.post("/api/v1/me/totp").expect(201);
  const { secret, otpauthUri } = body as { secret: string; otpauthUri: string };
  app.secret(secret);
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(otpauthUri).toBe(
    `otpauth://totp/localhost:${encodeURIComponent(person.email)}?secret=${secret}&issuer=localhost&algorithm=SHA1&digits=6&period=30`,
  );
  expect(await securityOf(person.client)).toMatchObject({ totp: null });
  await signIn(app, person);

  const confirmed = await person.client.post(CONFIRM, { code: codeOf(app, secret) }).expect(200);
  const { recoveryCodes } = confirmed.body as { recoveryCodes: string[] };
  for (const code of recoveryCodes) expect(app.secret(code)).toMatch(/^([0-9a-hjkmnp-tv-z]{6}-){3}[0-9a-hjkmnp-tv-z]{6}$/);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await securityOf(person.client)).toMatchObject({
    totp: { createdAt: expect.any(String) },
    recoveryCodes: { left: 10, total: 10 },
    methods: ["pwd", "otp", "mfa"],
  });
  expect((await actionsOf(person.signedIn.user.id)).slice(-2)).toEqual(["second_factor.added", "recovery_codes.created"]);
  expect(await lastMail(app, person.email, "second_factor_added")).toMatchObject({ factor: "an authenticator app" });
});

test("what is stored opens nothing: the secret is sealed to its row, codes are keyed hashes", async () => {
  const person = await personWithTotp(app);
  const [row] = (await app.deps.db("totpCredentials").where({ userId: person.userId })) as [{ sealedSecret: string }];
  const codes = (await app.deps.db("recoveryCodes").where({ userId: person.userId })) as Array<{ codeHash: string }>;
  const stored = JSON.stringify([row, codes]);
  const bytes = secretOf(person.secret);
  for (const form of [
    person.secret,
    bytes.toString("hex"),
    bytes.toString("base64url"),
    bytes.toString("base64"),
    ...person.recoveryCodes,
  ]) {
    expect(stored).not.toContain(form);
    expect(stored).not.toContain(form.replaceAll("-", ""));
  }
  expect(row.sealedSecret).toMatch(/^v1\.[\w-]+\.[\w-]+$/);
  for (const { codeHash } of codes) expect(codeHash).toMatch(/^[\w-]+:[0-9a-f]{64}$/);

  // A sealed secret that is copied to another row does not open there.
  const victim = await personWithTotp(app);
  await app.deps.db("totpCredentials").where({ userId: victim.userId }).update({ sealedSecret: row.sealedSecret, lastStep: null });
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, victim);
  expect((await sendCode(program, token, codeOf(app, person.secret))).status).toBe(500);
});

test("an offered secret is void once another was offered, and after a quarter of an hour", async () => {
  const { client } = await signedInPerson(app);
  const first = await offer(client);
  const second = await offer(client);
  expect(expectInvalid(await client.post(CONFIRM, { code: codeOf(app, first) }))).toEqual(["body /code wrong_code"]);
  await client.post(CONFIRM, { code: codeOf(app, second) }).expect(200);
  expectProblem(await client.post(CONFIRM, { code: codeOf(app, second, 1) }), "not_found");

  const late = await signedInPerson(app);
  const secret = await offer(late.client);
  await app.deps
    .db("totpCredentials")
    .update({ createdAt: new Date(app.clock().getTime() - 901_000) })
    .where({ userId: late.signedIn.user.id });
  expectProblem(await late.client.post(CONFIRM, { code: codeOf(app, secret) }), "not_found");
});

test("of many confirmations at once one counts, and recovery codes are made once", async () => {
  const { client, signedIn } = await signedInPerson(app);
  const secret = await offer(client);
  const answers = await Promise.all(Array.from({ length: 4 }, () => client.post(CONFIRM, { code: codeOf(app, secret) })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404]);
  expect(await app.deps.db("recoveryCodes").where({ userId: signedIn.user.id })).toHaveLength(10);
});

test("a new app takes the place of the one before when it is confirmed, and the recovery codes stay", async () => {
  const person = await personWithTotp(app);
  const { secret, recoveryCodes } = await addTotp(app, person.client);
  expect(recoveryCodes).toEqual([]);
  const program = createClient(app);
  app.clock.advance(30);
  const { token } = await beginSignIn(app, program, person);
  expect(expectInvalid(await sendCode(program, token, codeOf(app, person.secret)))).toEqual(["body /code wrong_code"]);
  await sendCode(program, token, codeOf(app, secret)).expect(200);
});

test("without it the password is enough again, and the recovery codes are gone", async () => {
  const person = await personWithTotp(app);
  await person.client.delete("/api/v1/me/totp").expect(204);
  expect(await securityOf(person.client)).toMatchObject({ totp: null, recoveryCodes: null });
  await signIn(app, person);
  expectProblem(await person.client.delete("/api/v1/me/totp"), "not_found");
  expect((await actionsOf(person.userId)).filter((action) => action === "second_factor.removed")).toHaveLength(1);
  const mails = (await queuedMails(app, person.email)).map(({ kind }) => kind);
  expect(mails).toContain("second_factor_removed");
});

test("an administrator keeps a second factor, also when two are removed at once", async () => {
  const person = await personWithTotp(app);
  const passkey = await addPasskey(app, person.client);
  await app.deps.db("users").where({ id: person.userId }).update({ instanceRole: "administrator" });
  const answers = await Promise.all([person.client.delete("/api/v1/me/totp"), person.client.delete(`/api/v1/me/passkeys/${passkey.id}`)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  const left = await app.deps.db("totpCredentials").where({ userId: person.userId });
  if (left.length === 1) expectProblem(await person.client.delete("/api/v1/me/totp"), "last_credential");
  else expectProblem(await person.client.delete(`/api/v1/me/passkeys/${passkey.id}`), "last_credential");
});

test("an administrator's only app stays", async () => {
  const person = await personWithTotp(app);
  await app.deps.db("users").where({ id: person.userId }).update({ instanceRole: "administrator" });
  expectProblem(await person.client.delete("/api/v1/me/totp"), "last_credential");
  expect(await securityOf(person.client)).toMatchObject({
    totp: expect.any(Object),
    recoveryCodes: { left: 10 },
    isSecondFactorRequired: true,
  });
});

test("an administrator acts by the role once a second factor was proven, and not before", async () => {
  const person = await registerPerson(app);
  await app.deps.db("users").where({ email: person.email }).update({ instanceRole: "administrator" });
  const weak = await signIn(app, person);
  const client = createClient(app, { Authorization: `Bearer ${weak.accessToken}` });
  expectProblem(await client.get("/api/v1/invitations"), "second_factor_required");
  expect(await securityOf(client)).toMatchObject({ isSecondFactorRequired: true });
  await addTotp(app, client);
  const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: weak.refreshToken }).expect(200);
  const strong = createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
  await strong.get("/api/v1/invitations").expect(200);
});

test("new recovery codes void the old, and the person is told", async () => {
  const person = await personWithTotp(app);
  const { body } = await person.client.post("/api/v1/me/recovery-codes").expect(201);
  const { recoveryCodes } = body as { recoveryCodes: string[] };
  for (const code of recoveryCodes) app.secret(code);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  expect(expectInvalid(await sendCode(program, token, person.recoveryCodes[0] ?? "", "recovery-code"))).toEqual(["body /code wrong_code"]);
  await sendCode(program, token, recoveryCodes[0] ?? "", "recovery-code").expect(200);
  const mails = (await queuedMails(app, person.email)).map(({ kind }) => kind);
  expect(mails).toContain("recovery_codes_created");
});

test("without a second factor there are no recovery codes to be had", async () => {
  const { client } = await signedInPerson(app);
  expectProblem(await client.post("/api/v1/me/recovery-codes"), "no_second_factor");
});

test("a session whose proof is old neither gets a secret nor codes, nor removes anything", async () => {
  const person = await registerPerson(app);
  const { accessToken } = await signInStrongly(app, person, STEP_UP_SECONDS + 1);
  const client = createClient(app, { Authorization: `Bearer ${accessToken}` });
  expectProblem(await client.post("/api/v1/me/totp"), "step_up_required");
  expectProblem(await client.post("/api/v1/me/recovery-codes"), "step_up_required");
  expectProblem(await client.delete("/api/v1/me/totp"), "step_up_required");
});

test.each([
  ["with a NUL", "12345\0", "invalid_text"],
  ["with letters", "12345a", "invalid"],
  ["too short", "12345", "invalid"],
  ["too long", "1".repeat(41), "too_long"],
  ["in another script", "١٢٣٤٥٦", "invalid"],
])("a code %s is no code", async (_what, code, fault) => {
  const { client } = await signedInPerson(app);
  await offer(client);
  expect(expectInvalid(await client.post(CONFIRM, { code }))).toContain(`body /code ${fault}`);
});

test("a code may be typed in full-width digits and with the space that apps show", async () => {
  const { client } = await signedInPerson(app);
  const secret = await offer(client);
  const wide = codeOf(app, secret).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  await client.post(CONFIRM, { code: ` ${wide.slice(0, 3)} ${wide.slice(3)}` }).expect(200);
});

test("guesses of the code that confirms have to wait", async () => {
  const { client } = await signedInPerson(app);
  const secret = await offer(client);
  for (let guess = 0; guess < 5; guess += 1) await client.post(CONFIRM, { code: codeOf(app, secret, 50 + guess) }).expect(422);
  const answer = await client.post(CONFIRM, { code: codeOf(app, secret) });
  expectProblem(answer, "too_many_attempts");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
});
