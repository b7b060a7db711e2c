import type { z } from "zod";
import { authenticatorName } from "./authenticator-names.ts";
import type { Passkey } from "./passkey.ts";
import type { passkeyOutput } from "./webauthn-schemas.ts";

/** A passkey as its owner sees it. */
export function presentPasskey({ credentialId, aaguid, ...passkey }: Passkey): z.input<typeof passkeyOutput> {
  return { ...passkey, authenticator: authenticatorName(aaguid) ?? null, credentialId: credentialId.toString("base64url") };
}
