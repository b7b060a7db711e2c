import { createHash, randomBytes } from "node:crypto";

/** The secret of a link that is mailed or shown once: 256 bits, so that nobody guesses it and a plain hash is enough to keep. */
export function newLinkToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of the secret. */
export function linkTokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
