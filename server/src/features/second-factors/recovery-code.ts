import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { KeyRing } from "../../platform/key-ring.ts";
import { base32 } from "./base32.ts";

/** Crockford's: no letter that is read as a digit. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** 120 bits: more than the 112 from which on a lookup secret needs no slow hash (ASVS 6.5.2). */
const BYTES = 15;
const GROUP = 6;

export const RECOVERY_CODES = 10;

/** Four groups of six, `7k3m9q-2xtb4v-w8np3r-6hz5dc`. */
export function newRecoveryCode(): string {
  return (base32(randomBytes(BYTES), ALPHABET).match(new RegExp(`.{${GROUP}}`, "g")) ?? []).join("-");
}

/** The code as it was typed, in the one form that is hashed: without spaces and dashes, with what is often mistaken put right. */
function canonicalRecoveryCode(typed: string): string {
  return typed
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, "")
    .replaceAll("o", "0")
    .replace(/[il]/g, "1");
}

function digest(key: Buffer, userId: string, code: string): string {
  const derived = Buffer.from(hkdfSync("sha256", key, "", "gatehouse recovery code", 32));
  return createHmac("sha256", derived).update(`${userId}:${code}`).digest("hex");
}

/** `<key id>:<hex>`, under the current key. */
export function recoveryCodeHash(ring: KeyRing, userId: string, code: string): string {
  return `${ring.current.id}:${digest(ring.current.key, userId, canonicalRecoveryCode(code))}`;
}

/** What may be stored of it: a hash under each of the keys. */
export function possibleHashes(ring: KeyRing, userId: string, code: string): string[] {
  const canonical = canonicalRecoveryCode(code);
  return ring.ids.flatMap((id) => {
    const key = ring.find(id);
    return key ? [`${id}:${digest(key, userId, canonical)}`] : [];
  });
}
