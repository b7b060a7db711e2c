import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import type { Attestation } from "./attestations.ts";

/** What an attack changes about an answer. */
export type Lies = {
  origin?: string;
  rpId?: string;
  challenge?: string;
  type?: string;
  crossOrigin?: boolean;
  isVerified?: boolean;
  isPresent?: boolean;
  /** In place of the next one. */
  counter?: number;
  userHandle?: string | null;
  /** Signs with another key. */
  key?: KeyObject;
  /** Of the credential that is answered with. */
  id?: string;
  attestation?: (signed: Buffer, key: KeyObject) => Attestation;
};

type CreationOptions = { challenge: string; rp: { id: string }; user: { id: string } };
type RequestOptions = { challenge: string; rpId: string; allowCredentials?: Array<{ id: string }> };

export type AuthenticatorSettings = { origin?: string; isSynced?: boolean; counts?: boolean; aaguid?: string };

type Credential = { id: string; privateKey: KeyObject; userHandle: string; counter: number };

const [UP, UV, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED] = [1, 4, 8, 16, 64];
const NO_ATTESTATION: Attestation = { fmt: "none", attStmt: new Map() };
const sha256 = (data: Buffer | string) => createHash("sha256").update(data).digest();
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

/** An authenticator in software (WebAuthn level 3, section 6), with ES256 and no attestation. It keeps one passkey, and unlocks it always. */
export function createAuthenticator({
  origin = "http://localhost:3000",
  isSynced = false,
  counts = true,
  aaguid = "",
}: AuthenticatorSettings = {}) {
  let credential: Credential | undefined;

  const clientData = (type: string, challenge: string, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? challenge,
        origin: lies.origin ?? origin,
        crossOrigin: lies.crossOrigin ?? false,
      }),
    );

  const authenticatorData = (rpId: string, counter: number, lies: Lies, attested = Buffer.alloc(0)) => {
    const flags =
      ((lies.isPresent ?? true) ? UP : 0) |
      ((lies.isVerified ?? true) ? UV : 0) |
      (isSynced ? BACKUP_ELIGIBLE | BACKED_UP : 0) |
      (attested.length > 0 ? ATTESTED : 0);
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([flags]), count, attested]);
  };

  return {
    get id(): string {
      return credential?.id ?? "";
    },

    /** Makes the passkey, as `navigator.credentials.create` does. */
    create({ challenge, rp, user }: CreationOptions, lies: Lies = {}) {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const id = randomBytes(32);
      credential = { id: base64url(id), privateKey, userHandle: user.id, counter: 0 };
      const jwk = publicKey.export({ format: "jwk" });
      const [x, y] = [Buffer.from(String(jwk.x), "base64url"), Buffer.from(String(jwk.y), "base64url")];
      const cose = isoCBOR.encode(
        new Map<number, number | Uint8Array>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, new Uint8Array(x)],
          [-3, new Uint8Array(y)],
        ]),
      );
      const model = Buffer.alloc(16);
      Buffer.from(aaguid.replaceAll("-", ""), "hex").copy(model);
      const attested = Buffer.concat([model, Buffer.from([0, id.length]), id, cose]);
      const authData = authenticatorData(rp.id, lies.counter ?? 0, lies, attested);
      const client = clientData("webauthn.create", challenge, lies);
      const { fmt, attStmt } = lies.attestation?.(Buffer.concat([authData, sha256(client)]), privateKey) ?? NO_ATTESTATION;
      const attestation = new Map<string, unknown>([
        ["fmt", fmt],
        ["attStmt", attStmt],
        ["authData", new Uint8Array(authData)],
      ]);
      return {
        id: credential.id,
        rawId: credential.id,
        type: "public-key" as const,
        response: {
          clientDataJSON: base64url(client),
          attestationObject: base64url(isoCBOR.encode(attestation as never)),
          transports: ["internal"],
        },
        clientExtensionResults: {},
      };
    },

    /** Answers with the passkey, as `navigator.credentials.get` does. */
    get({ challenge, rpId }: RequestOptions, lies: Lies = {}) {
      if (!credential) throw new Error("There is no passkey in this authenticator.");
      if (counts) credential.counter += 1;
      const authData = authenticatorData(rpId, lies.counter ?? credential.counter, lies);
      const client = clientData("webauthn.get", challenge, lies);
      const signature = sign("sha256", Buffer.concat([authData, sha256(client)]), lies.key ?? credential.privateKey);
      const userHandle = lies.userHandle === undefined ? credential.userHandle : lies.userHandle;
      return {
        id: lies.id ?? credential.id,
        rawId: lies.id ?? credential.id,
        type: "public-key" as const,
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(authData),
          signature: base64url(signature),
          ...(userHandle !== null && { userHandle }),
        },
        clientExtensionResults: {},
      };
    },
  };
}

export type Authenticator = ReturnType<typeof createAuthenticator>;
