import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { decodeAttestationObject } from "@simplewebauthn/server/helpers";
import type { z } from "zod";
import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { firstRecoveryCodes, tellOfAddedFactor, type RecoveryCodeDeps } from "../second-factors/index.ts";
import { holdPrincipal, proveSession } from "../sessions/index.ts";
import { authenticatorName } from "./authenticator-names.ts";
import { requireOwnFrame } from "./check-passkey.ts";
import { ALGORITHMS } from "./offer-passkey.ts";
import { methodsOf, MOST_PASSKEYS, type Passkey } from "./passkey.ts";
import { insertPasskey, listPasskeys } from "./passkeys.queries.ts";
import { openWebauthnChallenge, consumeWebauthnChallenge } from "./webauthn-challenge.ts";
import type { attestationInput } from "./webauthn-schemas.ts";

type Attestation = z.output<typeof attestationInput>;
export type NewPasskey = { token: string; response: Attestation; name?: string | undefined };

/**
 * Adds the passkey that an authenticator made for this session, and tells the person. The session is strong from then on. Answers
 * with recovery codes if there are none yet. Throws `passkey_refused`, also for a passkey that an account has already,
 * `too_many_passkeys`, and `session_ended`.
 */
export async function addPasskey(
  deps: RecoveryCodeDeps,
  { principal: { userId, sessionId }, origin, ...answer }: NewPasskey & { principal: Principal; origin: Origin },
): Promise<{ passkey: Passkey; recoveryCodes: string[] | null }> {
  const { db, clock } = deps;
  const opened = openWebauthnChallenge(deps, answer.token, { purpose: "register", boundTo: sessionId });
  const made = await verify(deps, answer.response, opened.challenge);

  return db.transaction(async (tx) => {
    const now = clock();
    const { user } = await holdPrincipal(tx, { userId, sessionId }, now);
    if ((await listPasskeys(tx, userId)).length >= MOST_PASSKEYS) throw new Problem("too_many_passkeys");
    const name = answer.name ?? authenticatorName(made.aaguid) ?? "Passkey";
    const passkey: Passkey = { id: newId(now), userId, ...made, name, createdAt: now, lastUsedAt: null };
    if (!(await consumeWebauthnChallenge(tx, opened)) || !(await insertPasskey(tx, passkey))) throw new Problem("passkey_refused");
    const actor = { type: "user", id: userId, name: user.name } as const;
    const target = { type: "passkey", id: passkey.id } as const;
    const after = { name };
    await recordEvent(tx, { action: "passkey.added", outcome: "success", actor, target, subjectUserId: userId, origin, after }, now);
    await tellOfAddedFactor(deps, tx, { user, factor: "passkey", origin }, now);
    await proveSession(tx, { userId, sessionId, methods: methodsOf(passkey) }, now);
    return { passkey, recoveryCodes: await firstRecoveryCodes(deps, tx, { user, origin }, now) };
  });
}

type Made = Pick<Passkey, "credentialId" | "publicKey" | "counter" | "transports" | "aaguid" | "isBackupEligible" | "isBackedUp">;

async function verify({ publicUrl }: { publicUrl: string }, response: Attestation, challenge: string): Promise<Made> {
  const { transports = [] } = response.response;
  try {
    requireOwnFrame(response.response.clientDataJSON);
    requireNoCertificates(response.response.attestationObject);
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {}, response: { ...response.response, transports } },
      expectedChallenge: challenge,
      expectedOrigin: new URL(publicUrl).origin,
      expectedRPID: new URL(publicUrl).hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    });
    if (!verified) throw new Error("the attestation does not hold");
    const { aaguid, credential, credentialDeviceType, credentialBackedUp } = registrationInfo;
    return {
      credentialId: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports,
      aaguid: /^[0-]+$/.test(aaguid) ? null : aaguid,
      isBackupEligible: credentialDeviceType === "multiDevice",
      isBackedUp: credentialBackedUp,
    };
  } catch (error) {
    throw new Problem("passkey_refused", { cause: error });
  }
}

/** We ask for no attestation, and get none, or one by the passkey itself. What was not asked for is not read: its formats are many. */
function requireNoCertificates(attestationObject: string): void {
  const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, "base64url")));
  const format = attestation.get("fmt");
  const isOwn = format === "packed" && attestation.get("attStmt").get("x5c") === undefined;
  if (format !== "none" && !isOwn) throw new Error(`an attestation of the format ${format}, which was not asked for`);
}
