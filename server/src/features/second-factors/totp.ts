import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { epochSeconds } from "../../platform/clock.ts";
import { base32 } from "./base32.ts";

const DIGITS = 6;
const STEP_SECONDS = 30;
/** What RFC 4226 recommends. */
const SECRET_BYTES = 20;
/** How many steps a clock may be off, to each side (RFC 6238, 5.2). */
const DRIFT = 1;

export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The step of 30 seconds that holds the time (RFC 6238). */
export function stepAt(now: Date): number {
  return Math.floor(epochSeconds(now) / STEP_SECONDS);
}

/** The code of a step: SHA-1 and six digits, which is what every authenticator app can do. */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}

/** The step of which it is the code, at most one off and later than `lastStep`; undefined when it is of none. */
export function stepOfCode(secret: Buffer, code: string, { now, lastStep }: { now: Date; lastStep: number | null }): number | undefined {
  const current = stepAt(now);
  let found: number | undefined;
  // All are compared, so that the time does not tell which one it was.
  for (let step = current - DRIFT; step <= current + DRIFT; step += 1) {
    const isEqual = timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code));
    if (isEqual && step > (lastStep ?? -1)) found = step;
  }
  return found;
}

/** What the QR code says to an authenticator app. */
export function otpauthUri(secret: Buffer, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  const query = `secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`;
  return `otpauth://totp/${label}?${query}`;
}
