import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import jwt from "jsonwebtoken";
import { createClient, PASSWORD, signedInPerson, signIn, signInStrongly, type Client, type SignedIn } from "../../../test/client.ts";
import { impersonate, newAdministrator } from "../../../test/invited.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { confirmedPerson } from "../../../test/proofs.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { disableUser } from "../user-administration/index.ts";

const REASON = { reason: "They asked for help" };
const END = "/api/v1/auth/impersonation/end";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
});
afterAll(() => app.close());

type Administrator = Awaited<ReturnType<typeof newAdministrator>>;
type Acting = {
  admin: Administrator;
  person: { id: string; email: string; name: string; client: Client };
  token: SignedIn;
  acting: Client;
};

const withToken = ({ accessToken }: SignedIn) => createClient(app, { Authorization: `Bearer ${accessToken}` });
const pathTo = (id: string) => `/api/v1/users/${id}/impersonate`;

async function newPerson() {
  const person = await confirmedPerson(app);
  const signedIn = await signIn(app, person);
  return { ...person, id: signedIn.user.id, signedIn, client: withToken(signedIn) };
}

async function actingFor(): Promise<Acting> {
  const [admin, person] = [await newAdministrator(app), await newPerson()];
  const token = await impersonate(app, admin, person.id);
  return { admin, person, token, acting: withToken(token) };
}

describe("who acts for a person", () => {
  test("sees what they see, with a token that names both and proves nothing", async () => {
    const { admin, person, token, acting } = await actingFor();
    expect((await acting.get("/api/v1/me").expect(200)).body).toEqual((await person.client.get("/api/v1/me")).body);
    for (const path of ["sessions", "activity", "notices"]) await acting.get(`/api/v1/me/${path}`).expect(200);
    const claims = jwt.decode(token.accessToken) as Record<string, unknown>;
    expect(claims).toMatchObject({ sub: person.id, act: { sub: admin.userId } });
    expect(claims).not.toHaveProperty("amr");
    expect(claims).not.toHaveProperty("auth_time");
    // A second may begin between the session and its token.
    expect([899, 900]).toContain(Number(claims.exp) - Number(claims.iat));
    expect(token).toMatchObject({ expiresIn: Number(claims.exp) - Number(claims.iat), user: { id: person.id } });
    expect(token).not.toHaveProperty("refreshToken");
  });

  test("changes nothing and signs nobody out, whatever is asked", async () => {
    const { person, acting } = await actingFor();
    const changes: Array<[string, object?]> = [
      ["/api/v1/me/password", { currentPassword: PASSWORD, newPassword: "silver kettle on the hill" }],
      ["/api/v1/me/email-change", { newEmail: "other@example.com", currentPassword: PASSWORD }],
      ["/api/v1/me/notices/dismiss-all"],
      ["/api/v1/auth/logout", { scope: "all" }],
    ];
    for (const [path, body] of changes) expectProblem(await acting.post(path, body), "impersonation_is_read_only");
    expectProblem(await acting.patch("/api/v1/me", { name: "Somebody else" }), "impersonation_is_read_only");
    const { items } = (await acting.get("/api/v1/me/sessions").expect(200)).body as { items: Array<{ id: string }> };
    for (const { id } of items) expectProblem(await acting.delete(`/api/v1/me/sessions/${id}`), "impersonation_is_read_only");
    expect((await person.client.get("/api/v1/me").expect(200)).body).toMatchObject({ name: person.name });
  });

  test("has none of an administrator's powers", async () => {
    const { acting, person } = await actingFor();
    expectProblem(await acting.get("/api/v1/users"), "permission_denied");
    expectProblem(await acting.post(pathTo(person.id), REASON), "impersonation_is_read_only");
  });

  test("leaves no event by reading, and no trace that the person has signed in", async () => {
    const { acting, person } = await actingFor();
    const count = async () => (await app.deps.db("auditEvents").where({ subjectUserId: person.id })).length;
    const before = await count();
    for (const path of ["", "/sessions", "/activity"]) await acting.get(`/api/v1/me${path}`).expect(200);
    expect(await count()).toBe(before);
    const admin = await newAdministrator(app);
    const newcomer = await confirmedPerson(app);
    const { id } = (await app.deps.db("users").where({ email: newcomer.email }).first("id")) as { id: string };
    await impersonate(app, admin, id);
    await signIn(app, newcomer);
    expect(await app.deps.db("notices").where({ userId: id, kind: "new_device" })).toEqual([]);
  });
});

describe("the person", () => {
  test("sees who acts for them and why: among the devices, in the activity, in a notice and by mail", async () => {
    const { admin, person, token } = await actingFor();
    const told = { by: "Ada", reason: REASON.reason };
    const { items } = (await person.client.get("/api/v1/me/sessions").expect(200)).body as { items: object[] };
    expect(items).toMatchObject([{ id: token.session.id, isCurrent: false, impersonation: told, methods: [] }, { impersonation: null }]);
    const activity = (await person.client.get("/api/v1/me/activity").expect(200)).body as { items: object[] };
    expect(activity.items[0]).toMatchObject({
      action: "impersonation.started",
      actor: { type: "user", id: admin.userId, name: "Ada" },
      target: { type: "session", id: token.session.id },
      after: { purpose: REASON.reason, person: person.name },
    });
    const notices = (await person.client.get("/api/v1/me/notices").expect(200)).body as { items: object[] };
    expect(notices.items[0]).toMatchObject({ kind: "impersonated", details: told });
    expect(await lastMail(app, person.email, "impersonated")).toEqual({ ...told, activityLink: "http://localhost:3000/me/activity" });
  });

  test("can end it like any device", async () => {
    const { person, token, acting } = await actingFor();
    await acting.get("/api/v1/me").expect(200);
    await person.client.delete(`/api/v1/me/sessions/${token.session.id}`).expect(204);
    expectProblem(await acting.get("/api/v1/me"), "session_ended");
  });

  test("who has not proven the mailbox is told in the console only: it may be another's", async () => {
    const [admin, person] = [await newAdministrator(app), await newPerson()];
    await app.deps.db("users").where({ id: person.id }).update({ emailVerifiedAt: null });
    await impersonate(app, admin, person.id);
    expect(await app.deps.db("mails").where({ recipient: person.email, kind: "impersonated" })).toEqual([]);
    expect(await app.deps.db("notices").where({ userId: person.id, kind: "impersonated" })).toHaveLength(1);
  });
});

describe("it ends", () => {
  test("on request, for this person alone, and both ends are recorded with the name of who did it", async () => {
    const { admin, person, acting } = await actingFor();
    await acting.post(END).expect(204);
    expectProblem(await acting.get("/api/v1/me"), "session_ended");
    await person.client.get("/api/v1/me").expect(200);
    await admin.client.get("/api/v1/users").expect(200);
    const ended = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "session.ended" });
    expect(ended).toMatchObject([{ actorId: admin.userId, actorName: "Ada", after: { reason: "impersonation_stopped" } }]);
  });

  test("after a quarter of an hour", async () => {
    const { acting } = await actingFor();
    app.clock.advance(899);
    await acting.get("/api/v1/me").expect(200);
    app.clock.advance(2);
    expectProblem(await acting.get("/api/v1/me"), "access_token_expired");
  });

  test.each<[string, (acting: Acting) => PromiseLike<unknown>]>([
    ["signs out", ({ admin }) => admin.client.post("/api/v1/auth/logout", {}).expect(204)],
    ["is disabled", ({ admin }) => disableUser(app.deps, { email: admin.email, actor: { type: "system" } })],
    [
      "is no administrator any more",
      async ({ admin }) => (await newAdministrator(app)).client.patch(`/api/v1/users/${admin.userId}`, { instanceRole: null }).expect(200),
    ],
    [
      "changes the password elsewhere",
      async ({ admin }) => {
        const elsewhere = withToken(await signIn(app, { email: admin.email, password: PASSWORD }));
        const newPassword = app.secret("silver kettle on the hill");
        await elsewhere.post("/api/v1/me/password", { currentPassword: PASSWORD, newPassword }).expect(204);
      },
    ],
    ["begins to act for another", async ({ admin }) => impersonate(app, admin, (await newPerson()).id)],
  ])("when the administrator %s", async (_what, pull) => {
    await newAdministrator(app);
    const state = await actingFor();
    await state.acting.get("/api/v1/me").expect(200);
    await pull(state);
    expectProblem(await state.acting.get("/api/v1/me"), "session_ended");
    await state.person.client.get("/api/v1/me").expect(200);
  });

  test.each<[string, (acting: Acting) => PromiseLike<unknown>]>([
    ["is disabled", ({ person, admin }) => admin.client.post(`/api/v1/users/${person.id}/disable`).expect(204)],
    [
      "becomes an administrator",
      ({ person, admin }) => admin.client.patch(`/api/v1/users/${person.id}`, { instanceRole: "administrator" }).expect(200),
    ],
  ])("when the person %s", async (_what, pull) => {
    const state = await actingFor();
    await state.acting.get("/api/v1/me").expect(200);
    await pull(state);
    expectProblem(await state.acting.get("/api/v1/me"), "session_ended");
  });

  test("however the sign-out of the administrator and the beginning fall together", async () => {
    for (let round = 0; round < 6; round += 1) {
      const [admin, person] = [await newAdministrator(app), await newPerson()];
      const [begun] = await Promise.all([
        admin.client.post(pathTo(person.id), REASON),
        admin.client.post("/api/v1/auth/logout", {}).expect(204),
      ]);
      if (begun.status === 201) expectProblem(await withToken(begun.body as SignedIn).get("/api/v1/me"), "session_ended");
      else expectProblem(begun, "session_ended");
      expect(await app.deps.db("sessions").where({ impersonatorId: admin.userId }).whereNull("endedAt")).toEqual([]);
    }
  });

  test("with the session of the administrator, when that is over sooner", async () => {
    const [admin, person] = [await newAdministrator(app), await newPerson()];
    const soon = new Date(app.clock().getTime() + 120_000);
    await app.deps.db("sessions").where({ userId: admin.userId }).update({ expiresAt: soon });
    expect((await impersonate(app, admin, person.id)).expiresIn).toBeLessThanOrEqual(120);
  });
});

describe("it is refused", () => {
  test("to who is no administrator, or one with a password alone, or one whose proof is old", async () => {
    const [admin, person] = [await newAdministrator(app), await newPerson()];
    expectProblem(await (await signedInConfirmed()).post(pathTo(person.id), REASON), "permission_denied");
    expectProblem(await (await admin.weakly()).post(pathTo(person.id), REASON), "second_factor_required");
    const old = await signInStrongly(app, { email: admin.email, password: PASSWORD }, 601);
    expectProblem(await withToken(old).post(pathTo(person.id), REASON), "step_up_required");
  });

  test("for an administrator, for oneself, for who is disabled, and for nobody", async () => {
    const [admin, other, person] = [await newAdministrator(app), await newAdministrator(app), await newPerson()];
    await admin.client.post(`/api/v1/users/${person.id}/disable`).expect(204);
    for (const id of [other.userId, admin.userId, person.id]) {
      expectProblem(await admin.client.post(pathTo(id), REASON), "cannot_impersonate");
    }
    expectProblem(await admin.client.post(pathTo(newId(new Date())), REASON), "not_found");
    expect(await app.deps.db("sessions").where({ impersonatorId: admin.userId })).toEqual([]);
  });

  test.each([
    [{}, "body /reason required"],
    [{ reason: "too short" }, "body /reason too_short"],
    [{ reason: "    padded     " }, "body /reason too_short"],
    [{ reason: "x".repeat(301) }, "body /reason too_long"],
    [{ reason: "a line\nand another one" }, "body /reason invalid"],
  ])("without a reason that can be read: %j", async (body, error) => {
    const [admin, person] = [await newAdministrator(app), await newPerson()];
    expect(expectInvalid(await admin.client.post(pathTo(person.id), body))).toEqual([error]);
  });

  test("to end what has not begun", async () => {
    expectProblem(await (await newAdministrator(app)).client.post(END), "not_found");
  });
});

async function signedInConfirmed(): Promise<Client> {
  return (await newPerson()).client;
}

test("without mail the person is told in the console", async () => {
  const plain = await createTestApp();
  const [admin, person] = [await newAdministrator(plain), await signedInPerson(plain)];
  await impersonate(plain, admin, person.signedIn.user.id);
  expect((await person.client.get("/api/v1/me/notices").expect(200)).body).toMatchObject({ items: [{ kind: "impersonated" }] });
  await plain.close();
});
