import { z } from "zod";
import { id, time } from "../../http/schemas.ts";

const base64url = z
  .string()
  .min(1)
  .max(16_384)
  .regex(/^[A-Za-z0-9_-]+$/, "Is not base64url.");
const transports = z
  .array(
    z
      .string()
      .max(32)
      .regex(/^[a-z-]+$/),
  )
  .max(10);

/** `AuthenticationResponseJSON` of WebAuthn, of which we read this much. */
export const assertionInput = z
  .object({
    id: base64url,
    rawId: base64url,
    type: z.literal("public-key"),
    response: z.object({
      clientDataJSON: base64url,
      authenticatorData: base64url,
      signature: base64url,
      userHandle: base64url.nullish(),
    }),
  })
  .meta({ id: "PasskeyAssertion", description: "What `navigator.credentials.get` answered with, as JSON (WebAuthn)." });

/** `RegistrationResponseJSON` of WebAuthn, likewise. */
export const attestationInput = z
  .object({
    id: base64url,
    rawId: base64url,
    type: z.literal("public-key"),
    response: z.object({ clientDataJSON: base64url, attestationObject: base64url, transports: transports.optional() }),
  })
  .meta({ id: "PasskeyAttestation", description: "What `navigator.credentials.create` answered with, as JSON (WebAuthn)." });

/** What an `options` endpoint sealed, to be sent back with the answer. */
export const challengeToken = z.string().max(1_000).describe("What came with the options, as it came.");

const descriptor = z.object({ id: z.string(), type: z.literal("public-key"), transports: z.array(z.string()).optional() });
const verification = z.enum(["required", "preferred", "discouraged"]);

const requestOptions = z
  .object({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    userVerification: verification,
    allowCredentials: z.array(descriptor).optional(),
  })
  .meta({ id: "PasskeyRequestOptions", description: "For `navigator.credentials.get`, as JSON (WebAuthn)." });

export const creationOptions = z
  .object({
    challenge: z.string(),
    rp: z.object({ id: z.string(), name: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: z.literal("public-key") })),
    timeout: z.int(),
    excludeCredentials: z.array(descriptor),
    authenticatorSelection: z.object({ residentKey: verification, requireResidentKey: z.boolean(), userVerification: verification }),
    attestation: z.literal("none"),
  })
  .meta({ id: "PasskeyCreationOptions", description: "For `navigator.credentials.create`, as JSON (WebAuthn)." });

export const passkeyQuestion = z
  .object({ token: z.string().describe("Send it back with the answer, within five minutes. Good once."), options: requestOptions })
  .meta({ id: "PasskeyQuestion" });

export const passkeyOutput = z
  .object({
    id,
    name: z.string().describe("What you call it."),
    authenticator: z.string().nullable().describe("What keeps it, e.g. `iCloud Keychain`; null where that is not known."),
    credentialId: z.string().describe("What the authenticator calls it, in base64url."),
    isBackedUp: z.boolean().describe("Whether it is kept for more of your devices than one."),
    createdAt: time,
    lastUsedAt: time.nullable(),
  })
  .meta({ id: "Passkey" });
