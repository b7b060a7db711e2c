import { createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from "node:crypto";
import type { KeyRing } from "../../platform/key-ring.ts";

const CODE_DIGITS = 8;
const SECRET_BYTES = 32;

/** Eight digits: 26 bits, which five tries within ten minutes leave unguessed (ASVS 6.5.4 asks for 20), and quickly typed on a phone. */
export function newCode(): string {
  return String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, "0");
}

export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

export function secretHash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function digest(key: Buffer, challengeId: string, code: string): string {
  const derived = Buffer.from(hkdfSync("sha256", key, "", "gatehouse challenge code", 32));
  return createHmac("sha256", derived).update(`${challengeId}:${code}`).digest("hex");
}

/** `<key id>:<hex>`. Keyed, because eight digits are tried through in no time by who holds a plain hash. */
export function codeHash(ring: KeyRing, challengeId: string, code: string): string {
  return `${ring.current.id}:${digest(ring.current.key, challengeId, code)}`;
}

/** Whether the code belongs to the hash. */
export function isCode(ring: KeyRing, challengeId: string, code: string, hash: string): boolean {
  const [keyId = "", stored = ""] = hash.split(":");
  const key = ring.find(keyId);
  if (!key) return false;
  return timingSafeEqual(Buffer.from(digest(key, challengeId, code)), Buffer.from(stored));
}

export function isSecret(secret: string, hash: Buffer): boolean {
  return timingSafeEqual(secretHash(secret), hash);
}
