import type { Response } from "supertest";
import { createAuthenticator, type Authenticator, type AuthenticatorSettings, type Lies } from "./authenticator.ts";
import { createClient, registerPerson, signIn, type Client, type SignedIn } from "./client.ts";
import type { TestApp } from "./test-app.ts";

export type Question = { token: string; options: never };

/** What an `options` endpoint asks. */
export async function questionOf(app: TestApp, client: Client, path: string, body?: object): Promise<Question> {
  const question = (await client.post(path, body).expect(200)).body as Question;
  app.secret(question.token);
  return question;
}

/** Adds the passkey that the authenticator makes, with whatever it lies about. */
export async function sendPasskey(
  app: TestApp,
  client: Client,
  authenticator: Authenticator,
  lies?: Lies,
  more: object = {},
): Promise<Response> {
  const { token, options } = await questionOf(app, client, "/api/v1/me/passkeys/options");
  return client.post("/api/v1/me/passkeys", { token, response: authenticator.create(options, lies), ...more });
}

export type AddedPasskey = { id: string; name: string; recoveryCodes: string[] | null };

export async function addPasskey(
  app: TestApp,
  client: Client,
  settings?: AuthenticatorSettings,
  more?: object,
): Promise<AddedPasskey & { authenticator: Authenticator }> {
  const authenticator = createAuthenticator(settings);
  const { body, status } = await sendPasskey(app, client, authenticator, {}, more);
  if (status !== 201) throw new Error(`A passkey was answered with ${status}.`);
  const added = body as AddedPasskey;
  for (const code of added.recoveryCodes ?? []) app.secret(code);
  return { ...added, authenticator };
}

/** A person with a passkey, signed in. */
export async function personWithPasskey(app: TestApp, settings?: AuthenticatorSettings) {
  const person = await registerPerson(app);
  const signedIn: SignedIn = await signIn(app, person);
  const client = createClient(app, { Authorization: `Bearer ${signedIn.accessToken}` });
  return { ...person, userId: signedIn.user.id, signedIn, client, ...(await addPasskey(app, client, settings)) };
}

/** Signs in with the passkey alone, as a program does, with whatever the authenticator lies about. */
export async function sendPasskeySignIn(app: TestApp, authenticator: Authenticator, lies?: Lies): Promise<Response> {
  const client = createClient(app);
  const { token, options } = await questionOf(app, client, "/api/v1/auth/passkey/options");
  return client.post("/api/v1/auth/passkey", { token, response: authenticator.get(options, lies), refreshTransport: "body" });
}
