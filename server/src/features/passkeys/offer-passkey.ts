import { COSEALG } from "@simplewebauthn/server/helpers";
import type { z } from "zod";
import { Problem } from "../../http/problem.ts";
import type { Principal } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { getUser } from "../users/index.ts";
import { MOST_PASSKEYS } from "./passkey.ts";
import { listPasskeys } from "./passkeys.queries.ts";
import { userHandle } from "./user-handle.ts";
import { createWebauthnChallenge, type ChallengeDeps } from "./webauthn-challenge.ts";
import type { creationOptions } from "./webauthn-schemas.ts";

const TIMEOUT_MS = 300_000;
/** What is accepted, the best first. */
export const ALGORITHMS = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];

/**
 * Asks an authenticator for a new passkey of the person, for this session: one that it finds by itself and that must be unlocked, on
 * no device that has one already. Throws `too_many_passkeys`.
 */
export async function offerPasskey(
  deps: ChallengeDeps & { db: Db; publicUrl: string },
  { userId, sessionId }: Principal,
): Promise<{ token: string; options: z.input<typeof creationOptions> }> {
  const { email, name } = await getUser(deps.db, userId);
  const passkeys = await listPasskeys(deps.db, userId);
  if (passkeys.length >= MOST_PASSKEYS) throw new Problem("too_many_passkeys");
  const { bytes, token } = createWebauthnChallenge(deps, { purpose: "register", boundTo: sessionId });
  return {
    token,
    options: {
      challenge: bytes.toString("base64url"),
      rp: { id: new URL(deps.publicUrl).hostname, name: "Gatehouse" },
      user: { id: userHandle(userId).toString("base64url"), name: email, displayName: name },
      pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: "public-key" as const })),
      timeout: TIMEOUT_MS,
      excludeCredentials: passkeys.map(({ credentialId, transports }) => ({
        id: credentialId.toString("base64url"),
        type: "public-key" as const,
        transports,
      })),
      authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
      attestation: "none",
    },
  };
}
