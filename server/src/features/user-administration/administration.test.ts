import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, signedInPerson, signIn, signInStrongly, type Client } from "../../../test/client.ts";
import { newAdministrator } from "../../../test/invited.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { askToRecover, confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";

const USERS = "/api/v1/users";
const ACTIONS = ["disable", "enable", "sign-out", "require-password-reset"] as const;

let app: TestApp;
let admin: Awaited<ReturnType<typeof newAdministrator>>;
beforeAll(async () => {
  app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
  admin = await newAdministrator(app);
});
afterAll(() => app.close());

/** A person with a confirmed address, signed in. */
async function newPerson() {
  const person = await confirmedPerson(app);
  const signedIn = await signIn(app, person);
  const client = createClient(app, { Authorization: `Bearer ${signedIn.accessToken}` });
  return { ...person, id: signedIn.user.id, signedIn, client, path: `${USERS}/${signedIn.user.id}` };
}

const act = (path: string, what: (typeof ACTIONS)[number], client: Client = admin.client) => client.post(`${path}/${what}`);
async function eventsOf(userId: string, action: string): Promise<Array<Record<string, unknown>>> {
  return app.deps.db("auditEvents").where({ subjectUserId: userId, action }).orderBy("sequence");
}

test("an administrator reads a person with their devices and their activity", async () => {
  const person = await newPerson();
  const { body, headers } = await admin.client.get(person.path).expect(200);
  expect(body).toEqual({
    id: person.id,
    email: person.email,
    emailVerifiedAt: expect.stringMatching(/Z$/),
    name: person.name,
    instanceRole: null,
    disabledAt: null,
    closedAt: null,
    deletesAt: null,
    createdAt: expect.stringMatching(/Z$/),
    updatedAt: expect.stringMatching(/Z$/),
    hasPassword: true,
    hasTotp: false,
    passkeys: 0,
    connections: 0,
  });
  expect(headers.etag).toMatch(/^"\d+"$/);
  const sessions = (await admin.client.get(`${person.path}/sessions`).expect(200)).body as { items: object[] };
  expect(sessions.items).toMatchObject([{ id: person.signedIn.session.id, isCurrent: false, impersonation: null }]);
  const activity = (await admin.client.get(`${person.path}/activity`).expect(200)).body as { items: Array<{ action: string }> };
  expect(activity.items[0]?.action).toBe("session.started");
  await admin.client.get(`${person.path}/activity?cursor=x`).expect(422);
});

test("reading somebody leaves no event", async () => {
  const person = await newPerson();
  const count = async () => (await app.deps.db("auditEvents").where({ subjectUserId: person.id })).length;
  const before = await count();
  for (const path of ["", "/sessions", "/activity"]) await admin.client.get(`${person.path}${path}`).expect(200);
  expect(await count()).toBe(before);
});

test("nobody is found who is not there, and nothing is done to them", async () => {
  const path = `${USERS}/${newId(new Date())}`;
  for (const part of ["", "/sessions", "/activity"]) expectProblem(await admin.client.get(path + part), "not_found");
  for (const what of ACTIONS) expectProblem(await act(path, what), "not_found");
  expectProblem(await admin.client.delete(path), "not_found");
  expectProblem(await admin.client.patch(path, { name: "Nobody" }), "not_found");
  for (const id of ["1", "me", "%00", "..%2fme"]) expect((await admin.client.get(`${USERS}/${id}`)).status).toBe(422);
});

test("who is no administrator changes nobody, not even themselves", async () => {
  const [person, other] = [await newPerson(), await newPerson()];
  for (const { path } of [person, other]) {
    for (const what of ACTIONS) expectProblem(await act(path, what, person.client), "permission_denied");
    expectProblem(await person.client.patch(path, { instanceRole: "administrator" }), "permission_denied");
    expectProblem(await person.client.delete(path), "permission_denied");
  }
  const weak = await admin.weakly();
  for (const what of ACTIONS) expectProblem(await act(other.path, what, weak), "second_factor_required");
  await other.client.get("/api/v1/me").expect(200);
});

describe("an edit", () => {
  test("of a name is there at once, under a new tag, and recorded with who made it", async () => {
    const person = await newPerson();
    const { etag = "" } = (await admin.client.get(person.path)).headers as { etag?: string };
    const answer = await admin.client.patch(person.path, { name: "  Grace Hopper " }).set("If-Match", etag).expect(200);
    expect(answer.body).toMatchObject({ name: "Grace Hopper", instanceRole: null });
    expect(answer.headers.etag).not.toBe(etag);
    expect((await person.client.get("/api/v1/me").expect(200)).body).toMatchObject({ name: "Grace Hopper" });
    expect(await eventsOf(person.id, "user.updated")).toMatchObject([
      { actorId: admin.userId, actorType: "user", targetId: person.id, before: { name: person.name }, after: { name: "Grace Hopper" } },
    ]);
  });

  test("of a person who was changed meanwhile is refused and changes nothing", async () => {
    const person = await newPerson();
    const { etag = "" } = (await admin.client.get(person.path)).headers as { etag?: string };
    await person.client.patch("/api/v1/me", { name: "My own choice" }).expect(200);
    expectProblem(await admin.client.patch(person.path, { name: "Too late" }).set("If-Match", etag), "precondition_failed");
    expect((await admin.client.get(person.path)).body).toMatchObject({ name: "My own choice" });
  });

  test("of two at once on one version is made once", async () => {
    const person = await newPerson();
    const { etag = "" } = (await admin.client.get(person.path)).headers as { etag?: string };
    const names = ["One", "Two", "Three"];
    const answers = await Promise.all(names.map((name) => admin.client.patch(person.path, { name }).set("If-Match", etag)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412]);
  });

  test("that says what is so already is no change", async () => {
    const person = await newPerson();
    const { headers } = await admin.client.get(person.path);
    const answer = await admin.client.patch(person.path, { name: person.name, instanceRole: null }).expect(200);
    expect(answer.headers.etag).toBe(headers.etag);
    await admin.client.patch(person.path, {}).expect(200);
    expect(await eventsOf(person.id, "user.updated")).toEqual([]);
    await person.client.get("/api/v1/me").expect(200);
  });

  test.each([
    [{ name: "x".repeat(101) }, "body /name too_long"],
    [{ instanceRole: "owner" }, "body /instanceRole not_allowed"],
    [{ email: "other@example.com" }, "body /email unknown_field"],
    [{ password: "a password of my choice" }, "body /password unknown_field"],
    [{ disabledAt: null }, "body /disabledAt unknown_field"],
  ])("of %j is refused: nobody chooses another's address or password", async (body, error) => {
    const person = await newPerson();
    expect(expectInvalid(await admin.client.patch(person.path, body))).toEqual([error]);
  });
});

describe("another role", () => {
  test("is given with a fresh proof, signs the person out, and they are told in the console and by mail", async () => {
    const person = await newPerson();
    await admin.client.patch(person.path, { instanceRole: "administrator" }).expect(200);
    expectProblem(await person.client.get("/api/v1/me"), "session_ended");
    expect(await lastMail(app, person.email, "role_changed")).toEqual({ role: "administrator" });
    const again = await signInStrongly(app, person);
    const promoted = createClient(app, { Authorization: `Bearer ${again.accessToken}` });
    await promoted.get(USERS).expect(200);
    const { body } = await promoted.get("/api/v1/me/notices").expect(200);
    const details = { by: "Ada", role: "administrator" };
    expect((body as { items: object[] }).items).toContainEqual(expect.objectContaining({ kind: "role_changed", details }));
    expect(await eventsOf(person.id, "user.role_changed")).toMatchObject([
      { actorId: admin.userId, before: { instanceRole: null }, after: { instanceRole: "administrator" } },
    ]);
  });

  test("takes effect on the next request of who loses it", async () => {
    const other = await newAdministrator(app);
    await other.client.get(USERS).expect(200);
    await admin.client.patch(`${USERS}/${other.userId}`, { instanceRole: null }).expect(200);
    expectProblem(await other.client.get(USERS), "session_ended");
    expectProblem(await (await other.again()).get(USERS), "permission_denied");
  });

  test("needs a proof of at most ten minutes; a name does not", async () => {
    const person = await newPerson();
    const old = await signInStrongly(app, { email: admin.email, password: person.password }, 601);
    const client = createClient(app, { Authorization: `Bearer ${old.accessToken}` });
    expectProblem(await client.patch(person.path, { instanceRole: "administrator", name: "Grace" }), "step_up_required");
    await person.client.get("/api/v1/me").expect(200);
    expect((await client.patch(person.path, { name: "Grace", instanceRole: null }).expect(200)).body).toMatchObject({ name: "Grace" });
  });
});

describe("what is done to a person", () => {
  test("disables and enables them, and names who did it", async () => {
    const person = await newPerson();
    await act(person.path, "disable").expect(204);
    await act(person.path, "disable").expect(204);
    expectProblem(await person.client.get("/api/v1/me"), "session_ended");
    const login = { email: person.email, password: person.password, refreshTransport: "body" };
    expectProblem(await createClient(app).post("/api/v1/auth/login", login), "account_disabled");
    await act(person.path, "enable").expect(204);
    await signIn(app, person);
    for (const action of ["user.disabled", "user.enabled"]) {
      expect(await eventsOf(person.id, action)).toMatchObject([{ actorId: admin.userId, requestId: expect.any(String) }]);
    }
  });

  test("signs them out everywhere, so that their devices are new ones", async () => {
    const person = await newPerson();
    const second = await signIn(app, person);
    await act(person.path, "sign-out").expect(204);
    for (const { accessToken } of [person.signedIn, second]) {
      expectProblem(await createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me"), "session_ended");
    }
    expect(await app.deps.db("knownBrowsers").where({ userId: person.id })).toEqual([]);
    await signIn(app, person);
    await act(person.path, "sign-out").expect(204);
    await act(person.path, "sign-out").expect(204);
  });

  test("takes their password and mails them how to set a new one, which they choose themselves", async () => {
    const person = await newPerson();
    await act(person.path, "require-password-reset").expect(204);
    expectProblem(await person.client.get("/api/v1/me"), "session_ended");
    const login = { email: person.email, password: person.password, refreshTransport: "body" };
    expectProblem(await createClient(app).post("/api/v1/auth/login", login), "invalid_credentials");
    expect((await admin.client.get(person.path)).body).toMatchObject({ hasPassword: false });
    expect(await lastMail(app, person.email, "password_reset_required")).toEqual({ recoveryLink: "http://localhost:3000/forgot" });

    const browser = createCookieBrowser(app);
    const { challengeId, code } = await askToRecover(app, browser, person.email);
    await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }).expect(200);
    const newPassword = app.secret("silver kettle on the hill");
    await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword }).expect(204);
    await signIn(app, { email: person.email, password: newPassword });
  });

  test("voids what was under way by mail before the password was taken", async () => {
    const person = await newPerson();
    const browser = createCookieBrowser(app);
    const { challengeId, code } = await askToRecover(app, browser, person.email);
    await act(person.path, "require-password-reset").expect(204);
    expectProblem(await browser.post("/api/v1/auth/recovery/prove", { challengeId, code }), "challenge_ended");
  });

  test("deletes their account after two weeks, until when enabling them takes it back", async () => {
    const person = await newPerson();
    const old = await signInStrongly(app, { email: admin.email, password: person.password }, 601);
    expectProblem(await createClient(app, { Authorization: `Bearer ${old.accessToken}` }).delete(person.path), "step_up_required");
    await person.client.get("/api/v1/me").expect(200);
    const { body } = await admin.client.delete(person.path).expect(200);
    const { deletesAt } = body as { deletesAt: string };
    expect(Math.round((Date.parse(deletesAt) - app.clock().getTime()) / 86_400_000)).toBe(14);
    expectProblem(await person.client.get("/api/v1/me"), "session_ended");
    expect((await admin.client.get(person.path).expect(200)).body).toMatchObject({ deletesAt, closedAt: null });
    expect(await eventsOf(person.id, "user.deletion_requested")).toMatchObject([{ actorId: admin.userId }]);
    await act(person.path, "enable").expect(204);
    await signIn(app, person);
    expect((await admin.client.get(person.path).expect(200)).body).toMatchObject({ deletesAt: null, disabledAt: null });
  });

  test("lets no sign-in that was under way outlive the taking of the password", async () => {
    const person = await newPerson();
    const login = { email: person.email, password: person.password, refreshTransport: "body" };
    const logins = Array.from({ length: 6 }, () => createClient(app).post("/api/v1/auth/login", login));
    const [answers] = await Promise.all([Promise.all(logins), act(person.path, "require-password-reset").expect(204)]);
    expect(await app.deps.db("sessions").where({ userId: person.id }).whereNull("endedAt")).toEqual([]);
    for (const { status } of answers) expect([200, 401]).toContain(status);
  });
});

test("without mail no reset is required: it says so and changes nothing", async () => {
  const without = await createTestApp();
  try {
    const { client } = await newAdministrator(without);
    without.deps.outbox.mode = "off";
    const person = await signedInPerson(without);
    expectProblem(await client.post(`${USERS}/${person.signedIn.user.id}/require-password-reset`), "mail_not_configured");
    await person.client.get("/api/v1/me").expect(200);
    await signIn(without, person);
  } finally {
    await without.close();
  }
});
