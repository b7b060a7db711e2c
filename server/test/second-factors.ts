import { createHmac } from "node:crypto";
import type { Test } from "supertest";
import { createClient, registerPerson, signIn, type Client, type SignedIn } from "./client.ts";
import type { TestApp } from "./test-app.ts";

/** Bytes of a secret as the API tells it. */
export function secretOf(text: string): Buffer {
  const bits = text
    .split("")
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

const STEP_MS = 30_000;

/** Far longer than what a test does with a code takes. */
const SAFE_MS = 8_000;

/**
 * The code that an authenticator app shows, so many steps of 30 seconds from now. Where the step is nearly over, the clock moves on
 * to the next one first, so that no step ends between making a code and using it.
 */
export function codeOf(app: TestApp, secret: string, steps = 0): string {
  const leftMs = STEP_MS - (app.clock().getTime() % STEP_MS);
  if (leftMs < SAFE_MS) app.clock.advance((leftMs + 1) / 1000);
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(app.clock().getTime() / STEP_MS) + steps, 4);
  const mac = createHmac("sha1", secretOf(secret)).update(counter).digest();
  const number = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

export type FactoredPerson = {
  email: string;
  password: string;
  name: string;
  userId: string;
  secret: string;
  recoveryCodes: string[];
  /** The code with which the app was set up. */
  firstCode: string;
  /** Of the session in which the app was set up. */
  client: Client;
  signedIn: SignedIn;
  /** The next code that was not used yet; moves the clock on for it. */
  nextCode(): string;
};

const authorized = (app: TestApp, { accessToken }: SignedIn) => createClient(app, { Authorization: `Bearer ${accessToken}` });

/** Sets an authenticator app up, and answers with its secret, the code that did it, and the recovery codes. */
export async function addTotp(app: TestApp, client: Client): Promise<{ secret: string; firstCode: string; recoveryCodes: string[] }> {
  const { secret } = (await client.post("/api/v1/me/totp").expect(201)).body as { secret: string };
  app.secret(secret);
  const firstCode = codeOf(app, secret);
  const { body } = await client.post("/api/v1/me/totp/confirm", { code: firstCode }).expect(200);
  const { recoveryCodes } = body as { recoveryCodes: string[] | null };
  for (const code of recoveryCodes ?? []) app.secret(code);
  return { secret, firstCode, recoveryCodes: recoveryCodes ?? [] };
}

/** A person with an authenticator app, signed in with an access token from after its set-up. */
export async function personWithTotp(app: TestApp): Promise<FactoredPerson> {
  const person = await registerPerson(app);
  const first = await signIn(app, person);
  const { secret, firstCode, recoveryCodes } = await addTotp(app, authorized(app, first));
  const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: first.refreshToken }).expect(200);
  const signedIn = body as SignedIn;
  const nextCode = () => {
    app.clock.advance(30);
    return codeOf(app, secret);
  };
  return { ...person, userId: first.user.id, secret, firstCode, recoveryCodes, client: authorized(app, signedIn), signedIn, nextCode };
}

export type Pending = { token: string; methods: string[]; expiresAt: string };

/** Signs in with the password of who has a second factor, as a program or in a browser of `client`. */
export async function beginSignIn(
  app: TestApp,
  client: Client,
  { email, password }: { email: string; password: string },
  more = BODY,
): Promise<Pending> {
  const { body } = await client.post("/api/v1/auth/login", { email, password, ...more }).expect(200);
  const { secondFactor } = body as { secondFactor: Pending };
  app.secret(secondFactor.token);
  return secondFactor;
}

const BODY: object = { refreshTransport: "body" };

/** Sends a code for a sign-in that waits, as a program does. */
export function sendCode(client: Client, token: string, code: string, path: "totp" | "recovery-code" = "totp"): Test {
  return client.post(`/api/v1/auth/second-factor/${path}`, { token, code, refreshTransport: "body" });
}
