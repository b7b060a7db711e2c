import { createHmac } from "node:crypto";
import type { CDPSession, Page } from "playwright-core";
import { call, type Person, signInByApi } from "./people.ts";
import type { World } from "./world.ts";

/** What a person has who has set up an authenticator app. */
export type App = { secret: string; recoveryCodes: string[] };

const stepMs = 30_000;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code that an app shows, `later` steps of half a minute from now: one code a step is taken (RFC 6238). */
export function codeOfApp(secret: string, later = 0): string {
  const bits = secret
    .replaceAll(/[^A-Z2-7]/g, "")
    .split("")
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / stepMs) + later));
  const mac = createHmac("sha1", key).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 15) & 0x7fff_ffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Six digits that are no code of now, nor of the steps around it. */
export function wrongCodeOfApp(secret: string): string {
  const right = new Set([-2, -1, 0, 1, 2].map((later) => codeOfApp(secret, later)));
  for (let number = 0; ; number += 1) if (!right.has(String(number).padStart(6, "0"))) return String(number).padStart(6, "0");
}

/** Sets up an authenticator app, as a program does. The codes of the steps up to now count as not used. */
export async function addApp(world: World, person: Person): Promise<App> {
  const { accessToken } = await signInByApi(world, person);
  const offered = (await (await call(world, "POST /me/totp", { accessToken })).json()) as { secret: string };
  const confirmed = await call(world, "POST /me/totp/confirm", { accessToken, body: { code: codeOfApp(offered.secret) } });
  const { recoveryCodes } = (await confirmed.json()) as { recoveryCodes: string[] };
  await world.database.query("update totp_credentials set last_step = null where user_id = (select id from users where email = $1)", [
    person.email,
  ]);
  return { secret: offered.secret, recoveryCodes };
}

/** Lets the sessions of a person count as begun with the second factor that they have by now. */
export async function strengthen(world: World, { email }: Person): Promise<void> {
  const strong = "update sessions set authentication_methods = '{pwd,otp,mfa}' where user_id = (select id from users where email = $1)";
  await world.database.query(strong, [email]);
}

/** Lets the proofs of a person's sessions be an hour old. The tokens they have already know nothing of it. */
export async function ageProofs(world: World, { email }: Person): Promise<void> {
  const aged = "update sessions set authenticated_at = now() - interval '1 hour' where user_id = (select id from users where email = $1)";
  await world.database.query(aged, [email]);
}

/** A fingerprint reader that belongs to a tab, and says yes to whatever is asked. */
export type Authenticator = {
  /** How many passkeys it holds. */
  count(): Promise<number>;
  /** From now on nobody touches it, or somebody does again. */
  present(isPresent: boolean): Promise<void>;
};

/** Gives a tab an authenticator of Chromium's own. */
export async function addAuthenticator(page: Page): Promise<Authenticator> {
  const devtools: CDPSession = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable", { enableUI: false });
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    count: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials.length,
    present: async (isPresent) => {
      await devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled: isPresent });
      await devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: isPresent });
    },
  };
}
