import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, signedInPerson } from "../../../test/client.ts";
import { addPasskey, personWithPasskey, questionOf, sendPasskeySignIn } from "../../../test/passkeys.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { addTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createAuthenticator } from "../../../test/authenticator.ts";

const ICLOUD = "fbfc3007-154e-4ecc-8c0b-6e020557d7bd";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const securityOf = async (client: ReturnType<typeof createClient>) => (await client.get("/api/v1/me/security").expect(200)).body as object;

test("a passkey is added, with recovery codes as it is the first second factor, and signs in alone", async () => {
  const person = await personWithPasskey(app, { isSynced: true, aaguid: ICLOUD });
  expect(person.recoveryCodes).toHaveLength(10);
  const { status, body } = await sendPasskeySignIn(app, person.authenticator);
  expect(status).toBe(200);
  const client = createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
  expect(await securityOf(client)).toMatchObject({
    methods: ["swk", "user", "mfa"],
    passkeys: [{ name: "iCloud Keychain", authenticator: "iCloud Keychain", isBackedUp: true, lastUsedAt: expect.any(String) }],
  });
});

test("the answer of an added passkey holds what is declared and nothing else", async () => {
  const {
    signedIn: _in,
    client: _client,
    authenticator,
    recoveryCodes: _codes,
    email: _e,
    password: _p,
    userId: _u,
    ...added
  } = await personWithPasskey(app);
  expect(added).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    name: "Passkey",
    credentialId: authenticator.id,
    isBackedUp: false,
    createdAt: expect.stringMatching(/Z$/),
    lastUsedAt: null,
  });
});

test("the browser is asked for one that it finds by itself, that must be unlocked, and on no device that has one already", async () => {
  const person = await personWithPasskey(app);
  const { body } = await person.client.post("/api/v1/me/passkeys/options").expect(200);
  expect((body as { options: object }).options).toMatchObject({
    rp: { id: "localhost", name: "Gatehouse" },
    user: { name: person.email, displayName: "Ada" },
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    excludeCredentials: [{ id: person.authenticator.id, type: "public-key", transports: ["internal"] }],
    attestation: "none",
  });
});

test("a question before sign-in names no passkey and is the same for everybody", async () => {
  await personWithPasskey(app);
  const { body } = await createClient(app).post("/api/v1/auth/passkey/options").expect(200);
  expect((body as { options: object }).options).toEqual({
    challenge: expect.any(String),
    rpId: "localhost",
    timeout: 300_000,
    userVerification: "required",
  });
});

test("the session in which it was added is strong, others go on, and the person is told", async () => {
  const person = await signedInPerson(app);
  const other = await signedInPerson(app);
  const { name } = await addPasskey(app, person.client, {}, { name: "Desk" });
  expect(name).toBe("Desk");
  expect(await securityOf(person.client)).toMatchObject({ methods: ["pwd", "hwk", "user", "mfa"] });
  await other.client.get("/api/v1/me").expect(200);
  expect(await lastMail(app, person.email, "second_factor_added")).toMatchObject({ factor: "a passkey" });
  const { body } = await person.client.get("/api/v1/me/notices").expect(200);
  expect((body as { items: object[] }).items[0]).toMatchObject({ kind: "second_factor_added", details: { method: "passkey" } });
  const events = (await person.client.get("/api/v1/me/activity").expect(200)).body as { items: Array<{ action: string; after: object }> };
  const recent = events.items.slice(0, 2).map(({ action }) => action);
  expect(recent.toSorted()).toEqual(["passkey.added", "recovery_codes.created"]);
});

test("a second passkey makes no new recovery codes", async () => {
  const person = await personWithPasskey(app);
  expect((await addPasskey(app, person.client)).recoveryCodes).toBeNull();
});

test("a passkey is renamed, which is recorded once", async () => {
  const person = await personWithPasskey(app);
  for (let time = 0; time < 2; time += 1) {
    const { body } = await person.client.patch(`/api/v1/me/passkeys/${person.id}`, { name: "Phone" }).expect(200);
    expect(body).toMatchObject({ id: person.id, name: "Phone" });
  }
  const events = await app.deps.db("auditEvents").where({ subjectUserId: person.userId, action: "passkey.renamed" });
  expect(events).toEqual([expect.objectContaining({ before: { name: "Passkey" }, after: { name: "Phone" }, targetId: person.id })]);
});

test("a removed passkey signs nobody in, and recovery codes go with the last second factor", async () => {
  const person = await personWithPasskey(app);
  await person.client.delete(`/api/v1/me/passkeys/${person.id}`).expect(204);
  expectProblem(await sendPasskeySignIn(app, person.authenticator), "passkey_refused");
  expect(await securityOf(person.client)).toMatchObject({ passkeys: [], recoveryCodes: null });
  expect(await lastMail(app, person.email, "second_factor_removed")).toMatchObject({ factor: "a passkey" });
});

test("recovery codes stay while there is another second factor", async () => {
  const person = await personWithPasskey(app);
  await addTotp(app, person.client);
  await person.client.delete(`/api/v1/me/passkeys/${person.id}`).expect(204);
  expect(await securityOf(person.client)).toMatchObject({ passkeys: [], recoveryCodes: { left: 10 } });
});

test("the last way in cannot be removed, also when two are removed at once", async () => {
  const person = await personWithPasskey(app);
  const second = await addPasskey(app, person.client);
  await app.deps.db("passwordCredentials").where({ userId: person.userId }).delete();
  const answers = await Promise.all([person.id, second.id].map((id) => person.client.delete(`/api/v1/me/passkeys/${id}`)));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  for (const answer of answers) if (answer.status === 409) expectProblem(answer, "last_credential");
  expect(await app.deps.db("passkeys").where({ userId: person.userId })).toHaveLength(1);
});

test("an administrator keeps a second factor", async () => {
  const person = await personWithPasskey(app);
  await app.deps.db("users").where({ id: person.userId }).update({ instanceRole: "administrator" });
  const { detail } = expectProblem(await person.client.delete(`/api/v1/me/passkeys/${person.id}`), "last_credential");
  expect(detail).toContain("Administrators");
  await addTotp(app, person.client);
  await person.client.delete(`/api/v1/me/passkeys/${person.id}`).expect(204);
});

test("somebody else's passkey is not found", async () => {
  const [person, other] = [await personWithPasskey(app), await signedInPerson(app)];
  expectProblem(await other.client.patch(`/api/v1/me/passkeys/${person.id}`, { name: "Mine" }), "not_found");
  expectProblem(await other.client.delete(`/api/v1/me/passkeys/${person.id}`), "not_found");
  expect((await sendPasskeySignIn(app, person.authenticator)).status).toBe(200);
});

test("twenty passkeys are enough", async () => {
  const person = await personWithPasskey(app);
  const authenticator = createAuthenticator();
  const { token, options } = await questionOf(app, person.client, "/api/v1/me/passkeys/options");
  const row = (await app.deps.db("passkeys").where({ id: person.id }).first()) as object;
  for (let count = 1; count < 20; count += 1) {
    await app.deps.db("passkeys").insert({ ...row, id: crypto.randomUUID(), credentialId: Buffer.from(`one ${count} of ${person.id}`) });
  }
  expectProblem(await person.client.post("/api/v1/me/passkeys/options"), "too_many_passkeys");
  const response = authenticator.create(options);
  expectProblem(await person.client.post("/api/v1/me/passkeys", { token, response }), "too_many_passkeys");
});

test("password managers are told where passkeys are looked after", async () => {
  const { body } = await createClient(app).get("/.well-known/passkey-endpoints").expect(200);
  expect(body).toEqual({ enroll: "http://localhost:3000/me/security", manage: "http://localhost:3000/me/security" });
});

test("the same passkey cannot be in two accounts", async () => {
  const [one, other] = [await signedInPerson(app), await signedInPerson(app)];
  const authenticator = createAuthenticator();
  const [first, second] = [
    await questionOf(app, one.client, "/api/v1/me/passkeys/options"),
    await questionOf(app, other.client, "/api/v1/me/passkeys/options"),
  ];
  const made = authenticator.create(first.options);
  await one.client.post("/api/v1/me/passkeys", { token: first.token, response: made }).expect(201);
  const { challenge } = second.options as { challenge: string };
  const clientData = JSON.parse(Buffer.from(made.response.clientDataJSON, "base64url").toString("utf8")) as object;
  const forOther = Buffer.from(JSON.stringify({ ...clientData, challenge })).toString("base64url");
  const response = { ...made, response: { ...made.response, clientDataJSON: forOther } };
  expectProblem(await other.client.post("/api/v1/me/passkeys", { token: second.token, response }), "passkey_refused");
});

test("an answer makes one passkey, however often it is sent", async () => {
  const person = await signedInPerson(app);
  const authenticator = createAuthenticator();
  const { token, options } = await questionOf(app, person.client, "/api/v1/me/passkeys/options");
  const response = authenticator.create(options);
  const answers = await Promise.all(Array.from({ length: 4 }, () => person.client.post("/api/v1/me/passkeys", { token, response })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422, 422]);
});
