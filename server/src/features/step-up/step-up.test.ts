import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createClient, registerPerson, signedInPerson, signIn, signInStrongly, type Client, type SignedIn } from "../../../test/client.ts";
import { personWithPasskey } from "../../../test/passkeys.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { addTotp, codeOf, personWithTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { STEP_UP_SECONDS } from "../../http/step-up.ts";

const PATH = "/api/v1/me/step-up";
const DANGEROUS = "/api/v1/me/passkeys/options";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const authorized = ({ accessToken }: Pick<SignedIn, "accessToken">) => createClient(app, { Authorization: `Bearer ${accessToken}` });

/** Lets the session's proof be old, and answers with a client whose access token says so. */
async function aged({ signedIn }: { signedIn: SignedIn }): Promise<{ client: Client; refreshed(): Promise<Client> }> {
  const authenticatedAt = new Date(app.clock().getTime() - (STEP_UP_SECONDS + 1) * 1000);
  await app.deps.db("sessions").where({ id: signedIn.session.id }).update({ authenticatedAt });
  let { refreshToken } = signedIn;
  const refreshed = async () => {
    const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken }).expect(200);
    ({ refreshToken } = body as SignedIn);
    return authorized(body as SignedIn);
  };
  return { client: await refreshed(), refreshed };
}

async function methodsOf(client: Client): Promise<string[]> {
  return ((await client.post(`${PATH}/options`).expect(200)).body as { methods: string[] }).methods;
}

let person: Awaited<ReturnType<typeof personWithTotp>>;
let old: Awaited<ReturnType<typeof aged>>;
beforeEach(async () => {
  person = await personWithTotp(app);
  old = await aged(person);
});

test("who has no second factor proves themselves with the password, and the next access token says so", async () => {
  const plain = await signedInPerson(app);
  const { client, refreshed } = await aged(plain);
  expect(await methodsOf(client)).toEqual(["password"]);
  expectProblem(await client.post(DANGEROUS), "step_up_required");
  await client.post(PATH, { password: plain.password }).expect(204);
  const fresh = await refreshed();
  await fresh.post(DANGEROUS).expect(200);
  const { body } = await fresh.get("/api/v1/me/security").expect(200);
  expect((body as { methods: string[] }).methods).toEqual(["pwd"]);
  const [event] = await app.deps.db("auditEvents").where({ subjectUserId: plain.signedIn.user.id, action: "session.stepped_up" });
  expect(event).toMatchObject({ outcome: "success", targetId: plain.signedIn.session.id, after: { methods: ["pwd"] } });
});

test("who has a second factor cannot do it with the password alone, not even the right one", async () => {
  expect(await methodsOf(old.client)).toEqual(["totp", "recovery_code"]);
  for (const password of [person.password, "a wrong guess of it"]) {
    expect(expectInvalid(await old.client.post(PATH, { password }))).toEqual(["body /password second_factor_needed"]);
  }
  expectProblem(await (await old.refreshed()).post(DANGEROUS), "step_up_required");
});

test("a code does, once", async () => {
  const code = person.nextCode();
  await old.client.post(PATH, { code }).expect(204);
  await (await old.refreshed()).post(DANGEROUS).expect(200);
  expect(expectInvalid(await old.client.post(PATH, { code }))).toEqual(["body /code wrong_code"]);
});

test("of many at once with one code, one does", async () => {
  const code = person.nextCode();
  const answers = await Promise.all(Array.from({ length: 4 }, () => old.client.post(PATH, { code })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 422, 422, 422]);
});

test("a recovery code does, once", async () => {
  const [recoveryCode = ""] = person.recoveryCodes;
  await old.client.post(PATH, { recoveryCode }).expect(204);
  expect(expectInvalid(await old.client.post(PATH, { recoveryCode }))).toEqual(["body /recoveryCode wrong_code"]);
});

test("a passkey does, of the person and for that session alone", async () => {
  const one = await personWithPasskey(app);
  const other = await personWithPasskey(app);
  const { client, refreshed } = await aged(one);
  const ask = async () =>
    ((await client.post(`${PATH}/options`).expect(200)).body as { passkey: { token: string; options: never } }).passkey;
  const asked = await ask();
  expect(asked.options).toMatchObject({ allowCredentials: [{ id: one.authenticator.id }], userVerification: "required" });
  const passkey = { token: asked.token, response: other.authenticator.get(asked.options) };
  expectProblem(await client.post(PATH, { passkey }), "passkey_refused");
  const own = { token: asked.token, response: one.authenticator.get(asked.options) };
  expectProblem(await other.client.post(PATH, { passkey: own }), "passkey_refused");
  await client.post(PATH, { passkey: own }).expect(204);
  expectProblem(await client.post(PATH, { passkey: own }), "passkey_refused");
  await (await refreshed()).post(DANGEROUS).expect(200);
});

test("codes of another person, and of no app at all, do not", async () => {
  const other = await personWithTotp(app);
  expect(expectInvalid(await old.client.post(PATH, { code: other.nextCode() }))).toEqual(["body /code wrong_code"]);
  expect(expectInvalid(await old.client.post(PATH, { recoveryCode: other.recoveryCodes[0] }))).toEqual(["body /recoveryCode wrong_code"]);
  const plain = await signedInPerson(app);
  expect(expectInvalid(await plain.client.post(PATH, { code: "123456" }))).toEqual(["body /code wrong_code"]);
});

test("guesses have to wait, and one session's guesses hold no other session up", async () => {
  for (let guess = 0; guess < 5; guess += 1) await old.client.post(PATH, { code: codeOf(app, person.secret, 50 + guess) }).expect(422);
  const answer = await old.client.post(PATH, { code: person.nextCode() });
  expectProblem(answer, "too_many_attempts");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  const elsewhere = authorized(await signInStrongly(app, await registerPerson(app)));
  expect(expectInvalid(await elsewhere.post(PATH, { code: "123456" }))).toEqual(["body /code wrong_code"]);
});

test("a session with a password alone becomes strong by a second factor", async () => {
  const plain = await registerPerson(app);
  const weak = await signIn(app, plain);
  const strong = authorized(await signIn(app, plain));
  const { secret } = (await strong.post("/api/v1/me/totp").expect(201)).body as { secret: string };
  await strong.post("/api/v1/me/totp/confirm", { code: codeOf(app, app.secret(secret)) }).expect(200);
  app.clock.advance(30);
  await authorized(weak)
    .post(PATH, { code: codeOf(app, secret) })
    .expect(204);
  const { body } = await authorized(weak).get("/api/v1/me/security").expect(200);
  expect((body as { methods: string[] }).methods).toEqual(["pwd", "otp", "mfa"]);
});

test("a session from before the second factor cannot take it away, however fresh its password is", async () => {
  const plain = await registerPerson(app);
  const weak = authorized(await signIn(app, plain));
  const strong = authorized(await signIn(app, plain));
  const { secret } = await addTotp(app, strong);
  for (const refused of [weak.delete("/api/v1/me/totp"), weak.post("/api/v1/me/recovery-codes"), weak.post(DANGEROUS)])
    expectProblem(await refused, "step_up_required");
  app.clock.advance(30);
  await weak.post(PATH, { code: codeOf(app, secret) }).expect(204);
  await weak.delete("/api/v1/me/totp").expect(204);
});

test("a new proof counts at once, also with the access token from before it", async () => {
  const { client } = old;
  expectProblem(await client.post(DANGEROUS), "step_up_required");
  await client.post(PATH, { code: person.nextCode() }).expect(204);
  await client.post(DANGEROUS).expect(200);
});

test("one proof is sent, no more and no less", async () => {
  for (const body of [{}, { password: person.password, code: person.nextCode() }]) {
    expect(expectInvalid(await old.client.post(PATH, body))).toEqual(["body  invalid"]);
  }
});

test("a session that has ended meanwhile is not proven", async () => {
  const code = person.nextCode();
  await app.deps.db("sessions").where({ id: person.signedIn.session.id }).update({ endedAt: app.clock(), endReason: "signed_out" });
  expectProblem(await old.client.post(PATH, { code }), "session_ended");
});
