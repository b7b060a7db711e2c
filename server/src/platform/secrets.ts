import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyRing } from "./key-ring.ts";

/** Where a sealed value lives. It is bound to the place, so that a ciphertext moved to another row does not open. */
export type SealedPlace = { table: string; column: string; row: string };

const IV_BYTES = 12;
const TAG_BYTES = 16;

function additionalData(place: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([place.table, place.column, place.row]));
}

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D, random 96-bit IV) under the ring's current key.
 * The text form is `v1.<key id>.<base64url of iv, ciphertext, tag>`.
 */
export function seal(ring: KeyRing, plain: Buffer, place: SealedPlace): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", ring.current.key, iv).setAAD(additionalData(place));
  const sealed = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return `v1.${ring.current.id}.${sealed.toString("base64url")}`;
}

/** Opens what `seal` made. Throws when the key is unknown, or when the value or its place was changed. */
export function open(ring: KeyRing, sealed: string, place: SealedPlace): Buffer {
  const [version, keyId, body] = sealed.split(".");
  if (version !== "v1" || !keyId || !body) throw new Error("not a sealed value");
  const key = ring.find(keyId);
  if (!key) throw new Error(`no encryption key "${keyId}"; ENCRYPTION_KEYS must keep the old keys`);
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(additionalData(place))
    .setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
}
