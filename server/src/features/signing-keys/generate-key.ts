import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair,
  randomBytes,
  type JsonWebKey,
  type KeyObject,
} from "node:crypto";
import { promisify } from "node:util";
import type { KeyAlgorithm } from "./signing-key.ts";

const generate = promisify(generateKeyPair);
const HS256_BYTES = 32;

/** Members that a thumbprint covers, in the order RFC 7638 demands. */
const THUMBPRINT_MEMBERS: Record<string, readonly string[]> = { EC: ["crv", "kty", "x", "y"], RSA: ["e", "kty", "n"] };

/** The JWK thumbprint of RFC 7638, base64url. */
function thumbprint(jwk: JsonWebKey): string {
  const members = THUMBPRINT_MEMBERS[String(jwk.kty)] ?? [];
  return createHash("sha256")
    .update(JSON.stringify(Object.fromEntries(members.map((member) => [member, jwk[member]]))))
    .digest("base64url");
}

export type KeyMaterial = { id: string; publicJwk: JsonWebKey | null; secret: Buffer };

/** New key material. `secret` is PKCS #8 (DER), or the raw bytes of HS256. */
export async function generateKey(algorithm: KeyAlgorithm): Promise<KeyMaterial> {
  if (algorithm === "HS256") return { id: randomBytes(16).toString("base64url"), publicJwk: null, secret: randomBytes(HS256_BYTES) };
  const { privateKey, publicKey } =
    algorithm === "ES256" ? await generate("ec", { namedCurve: "P-256" }) : await generate("rsa", { modulusLength: 2048 });
  const publicJwk = publicKey.export({ format: "jwk" });
  return { id: thumbprint(publicJwk), publicJwk, secret: privateKey.export({ format: "der", type: "pkcs8" }) };
}

/** The key objects of stored material. Objects, not texts: jsonwebtoken parses a text on every call. */
export function toKeyObjects(algorithm: KeyAlgorithm, secret: Buffer): { signKey: KeyObject; verifyKey: KeyObject } {
  if (algorithm === "HS256") {
    const key = createSecretKey(secret);
    return { signKey: key, verifyKey: key };
  }
  const signKey = createPrivateKey({ key: secret, format: "der", type: "pkcs8" });
  return { signKey, verifyKey: createPublicKey(signKey) };
}
