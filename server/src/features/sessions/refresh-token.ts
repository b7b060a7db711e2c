import jwt from "jsonwebtoken";
import { z } from "zod";
import { Problem } from "../../http/problem.ts";
import { epochSeconds, type Clock } from "../../platform/clock.ts";
import type { KeyStore } from "../signing-keys/index.ts";
import { readHeader } from "./access-token.ts";
import type { Session } from "./session.ts";

const TYPE = "rt+jwt";
const AUDIENCE = "gatehouse-refresh";
const MAX_COUNTER = 2 ** 31 - 2;

const claims = z.object({ sid: z.uuid(), ctr: z.int().min(0).max(MAX_COUNTER) });

type RefreshClaims = z.output<typeof claims>;

export type RefreshTokens = {
  /**
   * The refresh token of the session's current counter. The same session at the same counter gives the same token to the
   * byte: its times come from the row and HMAC has no randomness, so that a replayed rotation repeats its successor.
   */
  issue(session: Session): string;
  /** The claims of a token that we signed, expired or not: whether its session lives is for the row to say. Throws `refresh_token_invalid`. */
  verify(token: string): Promise<RefreshClaims>;
};

export function createRefreshTokens({ keys, clock, issuer }: { keys: KeyStore; clock: Clock; issuer: string }): RefreshTokens {
  return {
    issue(session) {
      const key = keys.signingKey("refresh", session.rotatedAt);
      const payload = {
        iss: issuer,
        aud: AUDIENCE,
        sid: session.id,
        ctr: session.counter,
        iat: epochSeconds(session.rotatedAt),
        exp: epochSeconds(session.expiresAt),
      };
      return jwt.sign(payload, key.signKey, { algorithm: "HS256", header: { alg: "HS256", typ: TYPE, kid: key.id } });
    },

    async verify(token) {
      try {
        const key = await keys.verificationKey("refresh", readHeader(token, TYPE).kid ?? "");
        if (!key) throw new Error("signed by no key of ours");
        const options = {
          algorithms: ["HS256" as const],
          issuer,
          audience: AUDIENCE,
          ignoreExpiration: true,
          clockTimestamp: epochSeconds(clock()),
        };
        return claims.parse(jwt.verify(token, key.verifyKey, options));
      } catch (error) {
        throw new Problem("refresh_token_invalid", { cause: error });
      }
    },
  };
}
