import { afterAll, beforeAll, expect, test } from "@jest/globals";
import bcrypt from "bcrypt";
import { createClient, registerPerson, signedInPerson, signIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

/** Lets something happen between the check of a password and what follows from it. */
async function whileChecking<T>(meanwhile: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
  const { hasher } = app.deps;
  const verify = hasher.verify.bind(hasher);
  hasher.verify = async (...asked) => {
    const result = await verify(...asked);
    hasher.verify = verify;
    await meanwhile();
    return result;
  };
  return work();
}

const logIn = ({ email, password }: { email: string; password: string }) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });

test("a sign-in whose person is disabled while the password is checked starts no session", async () => {
  const person = await registerPerson(app);
  const answer = await whileChecking(
    () => disableUser(app.deps, { email: person.email, actor: { type: "system" } }),
    () => logIn(person),
  );
  expect(answer.status).toBe(401);
});

test("a sign-in with a password that is changed while it is checked starts no session", async () => {
  const { email, password, client } = await signedInPerson(app);
  const answer = await whileChecking(
    () => client.post("/api/v1/me/password", { currentPassword: password, newPassword: "another lantern, another gate" }).expect(204),
    () => logIn({ email, password }),
  );
  expect(answer.status).toBe(401);
});

test("a password that was imported with the database's own clock signs in, and its hash is upgraded", async () => {
  const person = await registerPerson(app);
  const change = { hash: await bcrypt.hash(person.password, 4), changedAt: app.deps.db.raw("now()") };
  const [{ userId }] = await app.deps
    .db("passwordCredentials")
    .whereIn("userId", app.deps.db("users").where({ email: person.email }).select("id"))
    .update(change)
    .returning("userId");
  await logIn(person).expect(200);
  expect((await app.deps.db("passwordCredentials").where({ userId }).first()).hash).toMatch(/^gh1\$/);
  await logIn(person).expect(200);
});

test("of two changes of one password at once, one wins, and the other is told that the password is not current", async () => {
  const { email, password, client } = await signedInPerson(app);
  const other = await signIn(app, { email, password });
  const there = createClient(app, { Authorization: `Bearer ${other.accessToken}` });
  const change = (of: typeof client, newPassword: string) => of.post("/api/v1/me/password", { currentPassword: password, newPassword });
  const answer = await whileChecking(
    () => change(there, "the first of two new ones").expect(204),
    () => change(client, "the second of two new ones"),
  );
  expect([answer.status, answer.body.errors?.[0]?.code]).toEqual([422, "wrong_password"]);
  await logIn({ email, password: "the first of two new ones" }).expect(200);
});
