import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../http/problem.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { open, seal } from "../../platform/secrets.ts";
import { insertUsedChallenge } from "./passkeys.queries.ts";

const LIFE_SECONDS = 300;

/** What an answer may be used for, and by whom: a challenge that was made for anything else does not open. */
export type Asking = { purpose: "sign_in" } | { purpose: "second_factor" | "step_up" | "register"; boundTo: string };

export type ChallengeDeps = { clock: Clock; encryptionKeys: KeyRing };

const sealed = z.object({ challenge: z.string(), expiresAt: z.coerce.date() });
export type OpenedChallenge = z.output<typeof sealed>;

const placeOf = (asking: Asking) => ({
  table: "webauthn_challenges",
  column: asking.purpose,
  row: asking.purpose === "sign_in" ? "" : asking.boundTo,
});

/** A challenge for an authenticator. Nothing is stored: `token` carries it, sealed, back to us with the answer, for five minutes. */
export function createWebauthnChallenge({ clock, encryptionKeys }: ChallengeDeps, asking: Asking): { bytes: Buffer; token: string } {
  const bytes = randomBytes(32);
  const value = { challenge: bytes.toString("base64url"), expiresAt: addSeconds(clock(), LIFE_SECONDS) };
  return { bytes, token: seal(encryptionKeys, Buffer.from(JSON.stringify(value)), placeOf(asking)) };
}

/** Throws `passkey_refused` for what was not made by us, for something else, or too long ago. */
export function openWebauthnChallenge({ clock, encryptionKeys }: ChallengeDeps, token: string, asking: Asking): OpenedChallenge {
  let opened: OpenedChallenge;
  try {
    opened = sealed.parse(JSON.parse(open(encryptionKeys, token, placeOf(asking)).toString("utf8")));
  } catch (error) {
    throw new Problem("passkey_refused", { cause: error });
  }
  if (opened.expiresAt <= clock()) throw new Problem("passkey_refused");
  return opened;
}

/** Uses the challenge up, in the transaction of what the answer allows. False when it was used before. */
export async function consumeWebauthnChallenge(tx: Db, { challenge, expiresAt }: OpenedChallenge): Promise<boolean> {
  return insertUsedChallenge(tx, createHash("sha256").update(challenge).digest(), expiresAt);
}
