import { afterAll, beforeAll, expect, test } from "@jest/globals";
import bcrypt from "bcrypt";
import { createClient, PASSWORD, registerPerson, signedInPerson, signIn, type Client, type SignedIn } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { addTotp, personWithTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const NEXT = "silver kettle on the hill";
const PATH = "/api/v1/me/password";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  app.secret(NEXT);
});
afterAll(() => app.close());

const logIn = (email: string, password: string) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });
const refresh = (refreshToken: string | undefined) => createClient(app).post("/api/v1/auth/refresh", { refreshToken });

async function actionsOf(client: Client): Promise<string[]> {
  const { body } = await client.get("/api/v1/me/activity?limit=100").expect(200);
  return (body as { items: Array<{ action: string }> }).items.map(({ action }) => action);
}

async function anotherSession(person: { email: string; password: string }) {
  const signedIn = await signIn(app, person);
  return { signedIn, client: createClient(app, { Authorization: `Bearer ${signedIn.accessToken}` }) };
}

test("a new password ends every other session at once and keeps this one", async () => {
  const person = await signedInPerson(app);
  const others = [await anotherSession(person), await anotherSession(person)];
  for (const { client } of others) await client.get("/api/v1/me").expect(200);

  await person.client.post(PATH, { currentPassword: person.password, newPassword: NEXT }).expect(204);

  for (const { client, signedIn } of others) {
    expectProblem(await client.get("/api/v1/me"), "session_ended");
    expectProblem(await refresh(signedIn.refreshToken), "session_ended");
  }
  await person.client.get("/api/v1/me").expect(200);
  await refresh(person.signedIn.refreshToken).expect(200);
  expect(await actionsOf(person.client)).toEqual(expect.arrayContaining(["user.password_changed", "session.ended"]));
});

test("afterwards the new password opens and the old one does not", async () => {
  const { client, email, password } = await signedInPerson(app);
  await client.post(PATH, { currentPassword: password, newPassword: NEXT }).expect(204);
  expectProblem(await logIn(email, password), "invalid_credentials");
  await logIn(email, NEXT).expect(200);
});

test("who does not know the current password changes nothing, and the owner sees the attempt", async () => {
  const { client, email, password } = await signedInPerson(app);
  const answer = await client.post(PATH, { currentPassword: "a wrong guess of it", newPassword: NEXT });
  expect(expectInvalid(answer)).toEqual(["body /currentPassword wrong_password"]);
  await logIn(email, password).expect(200);
  expect((await actionsOf(client)).filter((action) => action.startsWith("user.password"))).toEqual(["user.password_change_refused"]);
});

test("a new password that is not accepted is refused with every reason and changes nothing", async () => {
  const { client, email, password } = await signedInPerson(app);
  const answer = await client.post(PATH, { currentPassword: password, newPassword: "aaaaaaaa" });
  expect(expectInvalid(answer)).toEqual(["body /newPassword repetitive", "body /newPassword too_short"]);
  await logIn(email, password).expect(200);
});

test.each([PASSWORD, PASSWORD.replaceAll("p", "ｐ")])("the password that one has is no new one: %s", async (newPassword) => {
  const { client, password } = await signedInPerson(app);
  const answer = await client.post(PATH, { currentPassword: password, newPassword });
  expect(expectInvalid(answer)).toEqual(["body /newPassword unchanged"]);
  expect((await actionsOf(client)).filter((action) => action.startsWith("user.password"))).toEqual([]);
});

test("who does not know the current password does not learn that it was guessed as the new one", async () => {
  const { client, password } = await signedInPerson(app);
  const answer = await client.post(PATH, { currentPassword: "a wrong guess of it", newPassword: password });
  expect(expectInvalid(answer)).toEqual(["body /currentPassword wrong_password"]);
});

test("of two changes at once from two sessions one is made, and its session is the one that goes on", async () => {
  const person = await signedInPerson(app);
  const sessions = [{ client: person.client, signedIn: person.signedIn }, await anotherSession(person)];
  const passwords = [`${NEXT} one`, `${NEXT} two`];
  const answers = await Promise.all(
    sessions.map(({ client }, index) => client.post(PATH, { currentPassword: person.password, newPassword: passwords[index] })),
  );
  const winner = answers.findIndex(({ status }) => status === 204);
  const [won, lost] = [answers[winner], answers[1 - winner]];
  expect(won?.status).toBe(204);
  expect([401, 422]).toContain(lost?.status);
  if (lost?.status === 422) expect(expectInvalid(lost)).toEqual(["body /currentPassword wrong_password"]);

  await logIn(person.email, passwords[winner] ?? "").expect(200);
  expectProblem(await logIn(person.email, passwords[1 - winner] ?? ""), "invalid_credentials");
  const stillIn = await Promise.all(sessions.map(async ({ client }) => (await client.get("/api/v1/me")).status));
  expect(stillIn).toEqual(winner === 0 ? [200, 401] : [401, 200]);
});

test("the same change sent twice at once is made once", async () => {
  const { client, email, password } = await signedInPerson(app);
  const send = () => client.post(PATH, { currentPassword: password, newPassword: NEXT });
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 422, 422]);
  await logIn(email, NEXT).expect(200);
  const actions = (await actionsOf(client)).filter((action) => action.startsWith("user.password"));
  expect(actions.toSorted()).toEqual(["user.password_change_refused", "user.password_change_refused", "user.password_changed"]);
});

test("a plain bcrypt hash that was imported is replaced by one of ours at the first sign-in", async () => {
  const { email, password } = await registerPerson(app);
  const credentials = () => app.deps.db("passwordCredentials").whereIn("userId", app.deps.db("users").select("id").where({ email }));
  await credentials().update({ hash: await bcrypt.hash(password, 4) });
  await logIn(email, password).expect(200);
  const [stored] = await credentials().select<Array<{ hash: string }>>("hash");
  expect(stored?.hash).toMatch(/^gh1\$dev\$\$2b\$/);
  await logIn(email, password).expect(200);
});

test("a wrong password does not replace an imported hash", async () => {
  const { email, password } = await registerPerson(app);
  const imported = await bcrypt.hash(password, 4);
  const credentials = () => app.deps.db("passwordCredentials").whereIn("userId", app.deps.db("users").select("id").where({ email }));
  await credentials().update({ hash: imported });
  expectProblem(await logIn(email, "a wrong guess of it"), "invalid_credentials");
  expect(await credentials().select("hash")).toEqual([{ hash: imported }]);
});

/** The same session, so much later. */
async function refreshedAfter(seconds: number, { refreshToken }: SignedIn): Promise<Client> {
  app.clock.advance(seconds);
  const { body } = await refresh(refreshToken).expect(200);
  return createClient(app, { Authorization: `Bearer ${(body as SignedIn).accessToken}` });
}

test("who has a second factor needs a session that has proven it, within ten minutes, beside the password", async () => {
  const person = await signedInPerson(app);
  const change = (client: Client) => client.post(PATH, { currentPassword: person.password, newPassword: NEXT });
  const { client: thief } = await anotherSession(person);
  await addTotp(app, person.client);
  expectProblem(await change(thief), "step_up_required");
  expectProblem(await change(await refreshedAfter(601, person.signedIn)), "step_up_required");
  await logIn(person.email, person.password).expect(200);

  const fresh = await personWithTotp(app);
  await fresh.client.post(PATH, { currentPassword: fresh.password, newPassword: NEXT }).expect(204);
});

test("who has none is asked for the password alone, however long ago they signed in", async () => {
  const { signedIn, password } = await signedInPerson(app);
  const client = await refreshedAfter(601, signedIn);
  await client.post(PATH, { currentPassword: password, newPassword: NEXT }).expect(204);
});
