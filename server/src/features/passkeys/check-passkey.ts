import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { z } from "zod";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { guardFactor, type FactorProof, type FactorShower } from "../second-factors/index.ts";
import type { GuardAttemptDeps } from "../sign-in-guard/index.ts";
import { methodsOf, type Passkey } from "./passkey.ts";
import { findPasskeyByCredential, updateUsed } from "./passkeys.queries.ts";
import { userHandle } from "./user-handle.ts";
import {
  openWebauthnChallenge,
  consumeWebauthnChallenge,
  type Asking,
  type ChallengeDeps,
  type OpenedChallenge,
} from "./webauthn-challenge.ts";
import type { assertionInput } from "./webauthn-schemas.ts";

type Assertion = z.output<typeof assertionInput>;
export type CheckPasskeyDeps = ChallengeDeps & { db: Db; publicUrl: string };
export type PasskeyAnswer = { token: string; response: Assertion };

export type PasskeyProof = FactorProof & { userId: string };

/**
 * The proof that an authenticator's answer is, of any person. Throws `passkey_refused`, whatever it is that does not fit, so that nobody
 * learns which passkeys there are. Its `cause` tells the log. `record` is called for an answer to a question of ours alone: anything may be sent.
 */
export async function checkPasskey(
  deps: CheckPasskeyDeps,
  { token, response }: PasskeyAnswer,
  asking: Asking,
  record: () => Promise<void>,
): Promise<PasskeyProof> {
  const opened = openWebauthnChallenge(deps, token, asking);
  return check(deps, opened, response).catch(async (problem: unknown) => {
    await record();
    throw problem;
  });
}

/**
 * The proof that it is, of the person named, as a second factor: counted and recorded as `guardFactor` does, once the challenge is one of
 * ours. `admit` runs before the answer is looked at and may throw. Throws `passkey_refused`.
 */
export async function checkPasskeyOf(
  deps: CheckPasskeyDeps & GuardAttemptDeps,
  { token, response }: PasskeyAnswer,
  asking: Asking,
  shower: FactorShower,
  admit?: () => Promise<void>,
): Promise<PasskeyProof> {
  const opened = openWebauthnChallenge(deps, token, asking);
  let refusal: unknown;
  const proof = await guardFactor(deps, shower, { method: "passkey", admit }, () =>
    check(deps, opened, response, shower.user.id).catch((problem: unknown) => {
      refusal = problem;
      return undefined;
    }),
  );
  if (!proof) throw refusal;
  return proof;
}

async function check(deps: CheckPasskeyDeps, opened: OpenedChallenge, response: Assertion, userId?: string): Promise<PasskeyProof> {
  const passkey = await findPasskeyByCredential(deps.db, Buffer.from(response.id, "base64url"));
  if (!passkey || !belongs(passkey, response, userId)) throw new Problem("passkey_refused");
  const { counter, isBackedUp } = await verify(deps, { passkey, response, challenge: opened.challenge });
  return {
    userId: passkey.userId,
    method: "passkey",
    methods: methodsOf(passkey),
    use: async (tx, now) =>
      (await consumeWebauthnChallenge(tx, opened)) && (await updateUsed(tx, { id: passkey.id, counter, isBackedUp }, now)),
  };
}

/** A passkey of the person who is meant. Where nobody is, the authenticator must have said whose it is (WebAuthn, 7.2 step 6). */
function belongs(passkey: Passkey, { response: { userHandle: said } }: Assertion, userId: string | undefined): boolean {
  if (userId !== undefined && passkey.userId !== userId) return false;
  if (!said) return userId !== undefined;
  return Buffer.from(said, "base64url").equals(userHandle(passkey.userId));
}

async function verify(
  { publicUrl }: CheckPasskeyDeps,
  { passkey, response, challenge }: { passkey: Passkey; response: Assertion; challenge: string },
): Promise<{ counter: number; isBackedUp: boolean }> {
  try {
    requireOwnFrame(response.response.clientDataJSON);
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...response,
        clientExtensionResults: {},
        response: { ...response.response, userHandle: response.response.userHandle ?? undefined },
      },
      expectedChallenge: challenge,
      expectedOrigin: new URL(publicUrl).origin,
      expectedRPID: new URL(publicUrl).hostname,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId.toString("base64url"),
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
      },
    });
    if (!verified) throw new Error("the signature is not of that passkey");
    return { counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp };
  } catch (error) {
    throw new Problem("passkey_refused", { cause: error });
  }
}

/** Answers that were given within a page of another site are refused: nobody else frames ours. */
export function requireOwnFrame(clientDataJson: string): void {
  const clientData = JSON.parse(Buffer.from(clientDataJson, "base64url").toString("utf8")) as { crossOrigin?: unknown };
  if (clientData.crossOrigin === true) throw new Error("answered within a page of another site");
}
