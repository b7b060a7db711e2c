import { LRUCache } from "lru-cache";
import type { VerifyAccessToken } from "../../http/authenticate.ts";
import type { Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import type { AccessTokens } from "./access-token.ts";
import type { Denylist } from "./denylist.ts";
import { presentSession } from "./sessions.queries.ts";

const MAX_REMEMBERED = 20_000;

export type ResolvePrincipalDeps = { db: Db; clock: Clock; accessTokens: AccessTokens; denylist: Denylist; metrics: Metrics };

/**
 * Resolves access tokens. A token is verified once per process, with one look at its session; after that it costs a look-up
 * in memory and the denylist: no Postgres query, and one round trip when there is a Redis.
 */
export function createPrincipalResolver({ db, clock, accessTokens, denylist, metrics }: ResolvePrincipalDeps): VerifyAccessToken {
  const remembered = new LRUCache<string, { principal: Principal; expiresAt: number }>({ max: MAX_REMEMBERED });

  const refuse = (problem: Problem): never => {
    metrics.tokenVerifications.inc({ result: "refused" });
    throw problem;
  };

  return async (token) => {
    const now = clock();
    const known = remembered.get(token);
    if (known) {
      if (known.expiresAt <= now.getTime()) return refuse(new Problem("access_token_expired"));
      if (await denylist.isDenied(known.principal.sessionId)) return refuse(new Problem("session_ended"));
      metrics.tokenVerifications.inc({ result: "cached" });
      return known.principal;
    }

    const { sid, ctr, exp } = await accessTokens.verify(token).catch((problem: Problem) => refuse(problem));
    const session = await presentSession(db, sid, ctr, now);
    if (!session) return refuse(new Problem("session_ended"));
    const { userId, instanceRole, authenticatedAt, authenticationMethods: methods, impersonatorId } = session;
    const principal: Principal = { kind: "user", userId, sessionId: sid, instanceRole, authenticatedAt, methods, impersonatorId };
    remembered.set(token, { principal, expiresAt: exp * 1000 });
    metrics.tokenVerifications.inc({ result: "verified" });
    return principal;
  };
}
