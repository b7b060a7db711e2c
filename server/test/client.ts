import { randomInt } from "node:crypto";
import supertest, { type Test } from "supertest";
import type { TestApp } from "./test-app.ts";

export const PASSWORD = "copper lantern by the gate";

export type SignedIn = {
  accessToken: string;
  refreshToken?: string;
  expiresIn: number;
  session: { id: string; expiresAt: string };
  user: { id: string; email: string; name: string };
};

/** A caller with an address of its own, so that tests do not use up one another's windows. */
export type Client = {
  get(path: string): Test;
  post(path: string, body?: object | string): Test;
  patch(path: string, body?: object | string): Test;
  put(path: string, body?: object | string): Test;
  delete(path: string): Test;
};

const randomAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`;

export function createClient({ server }: TestApp, headers: Record<string, string> = {}): Client {
  const all = { "X-Forwarded-For": randomAddress(), ...headers };
  const withBody = (test: Test, body: object | string | undefined) =>
    body === undefined ? test : test.set("Content-Type", "application/json").send(body);
  return {
    get: (path) => supertest(server).get(path).set(all),
    post: (path, body) => withBody(supertest(server).post(path).set(all), body),
    delete: (path) => supertest(server).delete(path).set(all),
    patch: (path, body) => withBody(supertest(server).patch(path).set(all), body),
    put: (path, body) => withBody(supertest(server).put(path).set(all), body),
  };
}

/** What the console's own pages send with a cookie. */
export const OWN_PAGE = { "X-Gatehouse": "1", "Sec-Fetch-Site": "same-origin" };

let people = 0;

/** A fresh address, unlike any name or password of the tests. */
export function newEmail(): string {
  people += 1;
  return `user${people}x${randomInt(1e9)}@example.com`;
}

/** Registers a person; answers with what they would type to sign in. */
export async function registerPerson(
  app: TestApp,
  { email = newEmail(), name = "Ada", password = PASSWORD } = {},
): Promise<{ email: string; password: string; name: string }> {
  app.secret(password);
  await createClient(app).post("/api/v1/auth/register", { email, name, password }).expect(202);
  return { email, password, name };
}

/** Signs in as a program does, with the refresh token in the body. */
export async function signIn(app: TestApp, { email, password }: { email: string; password: string }): Promise<SignedIn> {
  const answer = await createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" }).expect(200);
  const body = answer.body as SignedIn;
  app.secret(body.accessToken);
  app.secret(String(body.refreshToken));
  return body;
}

/**
 * Signs in, and lets the session count as begun with a second factor, `secondsAgo`. For what is not about second factors; the
 * access token must not be used before.
 */
export async function signInStrongly(app: TestApp, person: { email: string; password: string }, secondsAgo = 0): Promise<SignedIn> {
  const signedIn = await signIn(app, person);
  const authenticatedAt = new Date(app.clock().getTime() - secondsAgo * 1000);
  const change = { authenticationMethods: ["pwd", "otp", "mfa"], authenticatedAt };
  await app.deps.db("sessions").where({ id: signedIn.session.id }).update(change);
  return signedIn;
}

/** A registered person who is signed in, and a client that sends their access token. */
export async function signedInPerson(
  app: TestApp,
): Promise<{ email: string; password: string; name: string; signedIn: SignedIn; client: Client }> {
  const person = await registerPerson(app);
  const signedIn = await signIn(app, person);
  return { ...person, signedIn, client: createClient(app, { Authorization: `Bearer ${signedIn.accessToken}` }) };
}
