import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { packedByMaker, packedBySelf } from "../../../test/attestations.ts";
import { createAuthenticator, type Lies } from "../../../test/authenticator.ts";
import { createClient, signedInPerson } from "../../../test/client.ts";
import { personWithPasskey, questionOf, sendPasskey, sendPasskeySignIn } from "../../../test/passkeys.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

let app: TestApp;
let person: Awaited<ReturnType<typeof personWithPasskey>>;
let other: Awaited<ReturnType<typeof personWithPasskey>>;
beforeAll(async () => {
  app = await createTestApp();
  person = await personWithPasskey(app);
  other = await personWithPasskey(app);
});
afterAll(() => app.close());

const otherKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

const LIES: Array<[string, () => Lies]> = [
  ["of another origin", () => ({ origin: "https://localhost.evil.example" })],
  ["of the same host at another port", () => ({ origin: "http://localhost:3001" })],
  ["for another relying party", () => ({ rpId: "evil.example" })],
  ["to another challenge", () => ({ challenge: "A".repeat(43) })],
  ["given within a page of another site", () => ({ crossOrigin: true })],
  ["of the wrong type", () => ({ type: "webauthn.create" })],
  ["without user verification", () => ({ isVerified: false })],
  ["with nobody present", () => ({ isPresent: false })],
  ["signed with another key", () => ({ key: otherKey() })],
  ["that names another person", () => ({ userHandle: Buffer.from(other.userId.replaceAll("-", ""), "hex").toString("base64url") })],
  ["that names nobody", () => ({ userHandle: null })],
  ["for another person's passkey", () => ({ id: other.authenticator.id })],
  ["for a passkey that nobody has", () => ({ id: "A".repeat(43) })],
];

test.each(LIES)("an answer %s signs nobody in", async (_what, lies) => {
  expectProblem(await sendPasskeySignIn(app, person.authenticator, lies()), "passkey_refused");
});

test("a passkey that nobody has is answered as one that does not fit", async () => {
  const comparable = async (lies: Lies) => {
    const answer = await sendPasskeySignIn(app, person.authenticator, lies);
    const { requestId: _id, ...problem } = expectProblem(answer, "passkey_refused");
    const { "x-request-id": _header, date: _date, ...headers } = answer.headers as Record<string, unknown>;
    return { problem, headers };
  };
  expect(await comparable({ id: "A".repeat(43) })).toEqual(await comparable({ key: otherKey() }));
});

const REGISTRATION_LIES = LIES.filter(([what]) => !/person|nobody has|another key|names nobody/.test(what)).map(
  ([what, lies]) => [what, what.includes("type") ? () => ({ type: "webauthn.get" }) : lies] as [string, () => Lies],
);

test.each(REGISTRATION_LIES)("an answer %s makes no passkey", async (_what, lies) => {
  const { client, signedIn } = await signedInPerson(app);
  expectProblem(await sendPasskey(app, client, createAuthenticator(), lies()), "passkey_refused");
  expect(await app.deps.db("passkeys").where({ userId: signedIn.user.id })).toEqual([]);
});

test("an attestation of a maker is refused, for nobody asked for it, and one by the passkey itself is taken", async () => {
  const { client } = await signedInPerson(app);
  expectProblem(await sendPasskey(app, client, createAuthenticator(), { attestation: packedByMaker }), "passkey_refused");
  const tpm = () => ({ fmt: "tpm", attStmt: new Map<string, unknown>() });
  expectProblem(await sendPasskey(app, client, createAuthenticator(), { attestation: tpm }), "passkey_refused");
  expect((await sendPasskey(app, client, createAuthenticator(), { attestation: packedBySelf })).status).toBe(201);
});

test("an answer is good once, of many at once too", async () => {
  const client = createClient(app);
  const { token, options } = await questionOf(app, client, "/api/v1/auth/passkey/options");
  const body = { token, response: person.authenticator.get(options), refreshTransport: "body" };
  const answers = await Promise.all(Array.from({ length: 4 }, () => client.post("/api/v1/auth/passkey", body)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422, 422]);
  expectProblem(await client.post("/api/v1/auth/passkey", body), "passkey_refused");
});

test("an answer of an authenticator that does not count is good once, too", async () => {
  const { authenticator } = await personWithPasskey(app, { counts: false });
  const client = createClient(app);
  const { token, options } = await questionOf(app, client, "/api/v1/auth/passkey/options");
  const body = { token, response: authenticator.get(options), refreshTransport: "body" };
  const answers = await Promise.all(Array.from({ length: 4 }, () => client.post("/api/v1/auth/passkey", body)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422, 422]);
  expect((await sendPasskeySignIn(app, authenticator)).status).toBe(200);
});

test("a counter that goes back, as that of a copy does, is refused, and the original goes on", async () => {
  const { authenticator } = await personWithPasskey(app);
  for (let use = 0; use < 3; use += 1) expect((await sendPasskeySignIn(app, authenticator)).status).toBe(200);
  for (const counter of [0, 1, 3]) expectProblem(await sendPasskeySignIn(app, authenticator, { counter }), "passkey_refused");
  expect((await sendPasskeySignIn(app, authenticator)).status).toBe(200);
});

test("of two copies that answer at once with the same counter, one signs in", async () => {
  const { authenticator } = await personWithPasskey(app);
  const client = createClient(app);
  const questions = await Promise.all([1, 2, 3].map(() => questionOf(app, client, "/api/v1/auth/passkey/options")));
  const bodies = questions.map(({ token, options }) => ({
    token,
    response: authenticator.get(options, { counter: 7 }),
    refreshTransport: "body",
  }));
  const answers = await Promise.all(bodies.map((body) => client.post("/api/v1/auth/passkey", body)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422]);
});

test("a challenge of one purpose is worth nothing for another", async () => {
  const { client } = person;
  const own = await questionOf(app, createClient(app), "/api/v1/auth/passkey/options");
  const stepUp = ((await client.post("/api/v1/me/step-up/options").expect(200)).body as { passkey: { token: string; options: never } })
    .passkey;
  const register = await questionOf(app, client, "/api/v1/me/passkeys/options");
  for (const { token, options } of [stepUp, register]) {
    const response = person.authenticator.get({ ...(options as object), rpId: "localhost" } as never);
    expectProblem(await createClient(app).post("/api/v1/auth/passkey", { token, response, refreshTransport: "body" }), "passkey_refused");
  }
  for (const { token, options } of [own, register]) {
    const response = person.authenticator.get({ ...(options as object), rpId: "localhost" } as never);
    expectProblem(await client.post("/api/v1/me/step-up", { passkey: { token, response } }), "passkey_refused");
  }
  const fresh = createAuthenticator();
  for (const { token, options } of [own, stepUp]) {
    const response = fresh.create({ ...(options as { challenge: string }), rp: { id: "localhost" }, user: { id: "AAAA" } });
    expectProblem(await client.post("/api/v1/me/passkeys", { token, response }), "passkey_refused");
  }
});

test("a challenge is worth nothing in another session, after five minutes, or made up", async () => {
  const session = await sendPasskeySignIn(app, person.authenticator);
  const elsewhere = createClient(app, { Authorization: `Bearer ${(session.body as { accessToken: string }).accessToken}` });
  const { token, options } = await questionOf(app, person.client, "/api/v1/me/passkeys/options");
  const response = createAuthenticator().create(options);
  expectProblem(await elsewhere.post("/api/v1/me/passkeys", { token, response }), "passkey_refused");
  for (const made of ["", "x", "v1.dev.AAAA", `${token.slice(0, -4)}AAAA`]) {
    expectProblem(await person.client.post("/api/v1/me/passkeys", { token: made, response }), "passkey_refused");
  }
  const late = await questionOf(app, createClient(app), "/api/v1/auth/passkey/options");
  app.clock.advance(301);
  const body = { token: late.token, response: person.authenticator.get(late.options), refreshTransport: "body" };
  expectProblem(await createClient(app).post("/api/v1/auth/passkey", body), "passkey_refused");
});

test("bytes that are no answer at all are refused, whatever they are", async () => {
  const { token } = await questionOf(app, createClient(app), "/api/v1/auth/passkey/options");
  const id = person.authenticator.id;
  const parts = { clientDataJSON: "AAAA", authenticatorData: "AAAA", signature: "AAAA" };
  const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  for (const clientDataJSON of ["AAAA", json(null), json([]), json("x"), json({ type: "webauthn.get" }), json({ challenge: { a: 1 } })]) {
    const response = { id, rawId: id, type: "public-key", response: { ...parts, clientDataJSON } };
    expectProblem(await createClient(app).post("/api/v1/auth/passkey", { token, response, refreshTransport: "body" }), "passkey_refused");
  }
  for (const attestationObject of ["AAAA", "oA", Buffer.from("no CBOR").toString("base64url"), "v".repeat(8_000)]) {
    const question = await questionOf(app, person.client, "/api/v1/me/passkeys/options");
    const made = createAuthenticator().create(question.options);
    const response = { ...made, response: { ...made.response, attestationObject } };
    expectProblem(await person.client.post("/api/v1/me/passkeys", { token: question.token, response }), "passkey_refused");
  }
});

test("that an account is disabled or not confirmed is told only to who has its passkey", async () => {
  const one = await personWithPasskey(app);
  const proving = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" }, databaseUrl: app.deps.config.database.url });
  try {
    expectProblem(await sendPasskeySignIn(proving, one.authenticator), "email_not_verified");
    expectProblem(await sendPasskeySignIn(proving, one.authenticator, { key: otherKey() }), "passkey_refused");
  } finally {
    await proving.close();
  }
  await disableUser(app.deps, { email: one.email, actor: { type: "system" } });
  expectProblem(await sendPasskeySignIn(app, one.authenticator, { key: otherKey() }), "passkey_refused");
  expectProblem(await sendPasskeySignIn(app, one.authenticator), "account_disabled");
});

test("a page of another site cannot sign a browser in with a passkey of its own", async () => {
  const client = createClient(app, { "X-Gatehouse": "1", "Sec-Fetch-Site": "cross-site" });
  const { token, options } = await questionOf(app, client, "/api/v1/auth/passkey/options");
  expectProblem(await client.post("/api/v1/auth/passkey", { token, response: person.authenticator.get(options) }), "cross_site_request");
});
