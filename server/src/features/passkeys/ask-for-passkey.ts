import type { z } from "zod";
import type { Db } from "../../platform/db.ts";
import { listPasskeys } from "./passkeys.queries.ts";
import { createWebauthnChallenge, type Asking, type ChallengeDeps } from "./webauthn-challenge.ts";
import type { passkeyQuestion } from "./webauthn-schemas.ts";

export type PasskeyQuestion = z.input<typeof passkeyQuestion>;

/** How long the browser may ask, as a hint to it. */
const TIMEOUT_MS = 300_000;

/**
 * A question to an authenticator: to any passkey of this site that the browser finds, or to those of one person. The person must
 * unlock it, so that a stolen device alone proves nothing.
 */
export async function askForPasskey(
  deps: ChallengeDeps & { db: Db; publicUrl: string },
  asking: Asking,
  userId?: string,
): Promise<PasskeyQuestion> {
  const passkeys = userId === undefined ? undefined : await listPasskeys(deps.db, userId);
  const { bytes, token } = createWebauthnChallenge(deps, asking);
  const allowCredentials = passkeys?.map(({ credentialId, transports }) => ({
    id: credentialId.toString("base64url"),
    type: "public-key" as const,
    transports,
  }));
  return {
    token,
    options: {
      challenge: bytes.toString("base64url"),
      rpId: new URL(deps.publicUrl).hostname,
      timeout: TIMEOUT_MS,
      userVerification: "required",
      ...(allowCredentials && { allowCredentials }),
    },
  };
}
