import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, newEmail, signedInPerson, signIn } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser, enableUser } from "./index.ts";

const OPERATOR = { type: "system" } as const;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const disable = (email: string) => disableUser(app.deps, { email, actor: OPERATOR });
const enable = (email: string) => enableUser(app.deps, { email, actor: OPERATOR });
const logIn = (person: { email: string; password: string }) =>
  createClient(app).post("/api/v1/auth/login", { email: person.email, password: person.password, refreshTransport: "body" });

async function actionsOf(userId: string): Promise<string[]> {
  const events = (await app.deps.db("auditEvents").where({ subjectUserId: userId }).orderBy("sequence")) as Array<{ action: string }>;
  return events.map(({ action }) => action);
}

test("a disabled person is out on the next request, with every session, and does not come in again", async () => {
  const person = await signedInPerson(app);
  const other = await signIn(app, person);
  await person.client.get("/api/v1/me").expect(200);
  await disable(person.email);

  expectProblem(await person.client.get("/api/v1/me"), "session_ended");
  expectProblem(await createClient(app, { Authorization: `Bearer ${other.accessToken}` }).get("/api/v1/me"), "session_ended");
  for (const { refreshToken } of [person.signedIn, other]) {
    expectProblem(await createClient(app).post("/api/v1/auth/refresh", { refreshToken }), "session_ended");
  }
  expectProblem(await logIn(person), "account_disabled");
});

test("an enabled person signs in again, and what was ended stays ended", async () => {
  const person = await signedInPerson(app);
  await disable(person.email);
  await enable(person.email);
  await logIn(person).expect(200);
  expectProblem(await person.client.get("/api/v1/me"), "session_ended");
});

test("nobody else is touched", async () => {
  const [person, neighbour] = [await signedInPerson(app), await signedInPerson(app)];
  await disable(person.email);
  await neighbour.client.get("/api/v1/me").expect(200);
});

test("each step is recorded, and one that changes nothing is not", async () => {
  const { email, signedIn } = await signedInPerson(app);
  await disable(email);
  await disable(email);
  await enable(email);
  await enable(email);
  expect(await actionsOf(signedIn.user.id)).toEqual([
    "user.registered",
    "session.started",
    "user.disabled",
    "session.ended",
    "user.enabled",
  ]);
});

test("disabling from many places at once is one change", async () => {
  const { email, signedIn } = await signedInPerson(app);
  await Promise.all(Array.from({ length: 5 }, () => disable(email)));
  expect((await actionsOf(signedIn.user.id)).filter((action) => action === "user.disabled")).toHaveLength(1);
});

test("an address that nobody has is not found", async () => {
  await expect(disable(newEmail())).rejects.toMatchObject({ code: "not_found", detail: "There is no account with that address." });
  await expect(enable(newEmail())).rejects.toMatchObject({ code: "not_found", detail: "There is no account with that address." });
});

test("no sign-in that was under way outlives the disabling", async () => {
  const person = await signedInPerson(app);
  const [answers] = await Promise.all([Promise.all(Array.from({ length: 8 }, () => logIn(person))), disable(person.email)]);
  for (const { status, body } of answers) {
    if (status !== 200) continue;
    const { accessToken } = body as { accessToken: string };
    expectProblem(await createClient(app, { Authorization: `Bearer ${accessToken}` }).get("/api/v1/me"), "session_ended");
  }
  const live = await app.deps.db("sessions").where({ userId: person.signedIn.user.id }).whereNull("endedAt");
  expect(live).toEqual([]);
});
