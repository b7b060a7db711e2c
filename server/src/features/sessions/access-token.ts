import { createSecretKey, type KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import { z } from "zod";
import { Problem } from "../../http/problem.ts";
import { addSeconds, epochSeconds, type Clock } from "../../platform/clock.ts";
import { newId } from "../../platform/ids.ts";
import type { KeyStore } from "../signing-keys/index.ts";
import type { Session } from "./session.ts";

const TYPE = "at+jwt";
const ACCESS_AUDIENCE = "gatehouse-api";

const claims = z.object({ sub: z.uuid(), sid: z.uuid(), ctr: z.int().min(0), exp: z.int(), org: z.uuid().optional() });

type AccessClaims = z.output<typeof claims>;

export type AccessTokens = {
  /**
   * A token of the session as it stands (RFC 9068), for the organization that it is said to be let into. It ends with the session, if
   * that is sooner than its own time.
   */
  issue(session: Session, organizationId: string | null): { accessToken: string; expiresIn: number };
  /** The claims of a token that we signed and that has not expired. Throws `access_token_expired` or `access_token_invalid`. */
  verify(token: string): Promise<AccessClaims>;
};

export type AccessTokenOptions = {
  keys: KeyStore;
  clock: Clock;
  issuer: string;
  ttlSeconds: number;
  /** Set in the exclusive HS256 mode, where one shared secret signs and nothing else is accepted. */
  sharedSecret: string | undefined;
};

/** A header says by which key and algorithm. Headers that carry or point to a key are an attempt to bring one's own. */
const header = z.object({
  alg: z.string(),
  typ: z.string(),
  kid: z.string().optional(),
  jku: z.never().optional(),
  jwk: z.never().optional(),
  x5u: z.never().optional(),
  x5c: z.never().optional(),
  crit: z.never().optional(),
});

export type Header = z.output<typeof header>;

/** The header of a JWT of the given type. Throws for anything else. */
export function readHeader(token: string, type: string): Header {
  const parsed = header.parse(JSON.parse(Buffer.from(token.slice(0, token.indexOf(".")), "base64url").toString("utf8")));
  if (parsed.typ.toLowerCase() !== type) throw new Error("a token of another type");
  return parsed;
}

/** Who acts for the person (RFC 8693, 4.1) has proven nothing as them. */
function actorOrProof({ impersonatorId, authenticatedAt, authenticationMethods }: Session): object {
  if (impersonatorId) return { act: { sub: impersonatorId } };
  return { auth_time: epochSeconds(authenticatedAt), amr: authenticationMethods };
}

export function createAccessTokens({ keys, clock, issuer, ttlSeconds, sharedSecret }: AccessTokenOptions): AccessTokens {
  const shared = sharedSecret === undefined ? undefined : createSecretKey(Buffer.from(sharedSecret, "utf8"));

  const findKey = async (kid: string | undefined): Promise<{ key: KeyObject; algorithm: jwt.Algorithm }> => {
    if (shared) return { key: shared, algorithm: "HS256" };
    const known = kid === undefined ? undefined : await keys.verificationKey("access", kid);
    if (!known) throw new Error("signed by no key of ours");
    return { key: known.verifyKey, algorithm: known.algorithm };
  };

  return {
    issue(session, organizationId) {
      const now = clock();
      const key = shared ? undefined : keys.signingKey("access", now);
      // Without a refresh token there is only this one, for as long as the session lasts.
      const longest = session.impersonatorId ? session.expiresAt : addSeconds(now, ttlSeconds);
      const ends = Math.min(longest.getTime(), session.idleExpiresAt.getTime(), session.expiresAt.getTime());
      const iat = epochSeconds(now);
      const exp = epochSeconds(new Date(ends));
      const payload = {
        iss: issuer,
        aud: ACCESS_AUDIENCE,
        sub: session.userId,
        client_id: "gatehouse",
        jti: newId(now),
        iat,
        exp,
        ...actorOrProof(session),
        sid: session.id,
        ctr: session.counter,
        ...(organizationId !== null && { org: organizationId }),
      };
      const algorithm = key?.algorithm ?? "HS256";
      const accessToken = jwt.sign(payload, key?.signKey ?? (shared as KeyObject), {
        algorithm,
        header: { alg: algorithm, typ: TYPE, ...(key && { kid: key.id }) },
      });
      return { accessToken, expiresIn: exp - iat };
    },

    async verify(token) {
      try {
        const { key, algorithm } = await findKey(readHeader(token, TYPE).kid);
        const payload = jwt.verify(token, key, {
          algorithms: [algorithm],
          issuer,
          audience: ACCESS_AUDIENCE,
          clockTimestamp: epochSeconds(clock()),
        });
        return claims.parse(payload);
      } catch (error) {
        throw new Problem(error instanceof jwt.TokenExpiredError ? "access_token_expired" : "access_token_invalid", { cause: error });
      }
    },
  };
}
