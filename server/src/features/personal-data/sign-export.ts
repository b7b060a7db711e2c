import jwt from "jsonwebtoken";
import { epochSeconds } from "../../platform/clock.ts";
import type { KeyStore } from "../signing-keys/index.ts";

/** Of another type and audience than an access token: whoever checks these takes neither for the other. */
const TYPE = "gatehouse-export+jwt";
const AUDIENCE = "gatehouse-export";

/** The content of an export by its hash, whose it is, and when it was made. */
type ExportClaims = { issuer: string; subject: string; id: string; at: Date; sha256: string; bytes: number };

export type SignExport = (claims: ExportClaims) => string | null;

/**
 * Signs an export as a compact JWS (RFC 7515) that our published keys verify. In the HS256 mode there is no published key, and whoever
 * could verify a signature could make one: there is none then, and the answer is null.
 */
export function createExportSigning({ keys, isShared }: { keys: KeyStore; isShared: boolean }): SignExport {
  return ({ issuer, subject, id, at, sha256, bytes }) => {
    if (isShared) return null;
    const key = keys.signingKey("access", at);
    const claims = { iss: issuer, aud: AUDIENCE, sub: subject, jti: id, iat: epochSeconds(at), sha256, bytes };
    return jwt.sign(claims, key.signKey, { algorithm: key.algorithm, header: { alg: key.algorithm, typ: TYPE, kid: key.id } });
  };
}
