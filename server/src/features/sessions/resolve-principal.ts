import { LRUCache } from "lru-cache";
import type { OrganizationAccess } from "../../http/access/organization-access.ts";
import type { VerifyAccessToken } from "../../http/authenticate.ts";
import type { Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { readEpoch } from "../organization-access/index.ts";
import type { AccessTokens } from "./access-token.ts";
import type { Denylist } from "./denylist.ts";
import { accessOf } from "./session-access.ts";
import { presentSession, type SessionWithUser } from "./sessions.queries.ts";

const MAX_REMEMBERED = 20_000;

export type ResolvePrincipalDeps = { db: Db; clock: Clock; accessTokens: AccessTokens; denylist: Denylist; metrics: Metrics };

/**
 * `organizationId` is what the token names; `epoch` that of the organization when its part of the principal was read. `sessionEndsAt` is when
 * the session ends if nothing happens: sooner than the token if an organization has made it so.
 */
type Remembered = { principal: Principal; organizationId: string | null; epoch: number; expiresAt: number; sessionEndsAt: number };

/**
 * Resolves access tokens. A token is verified once per process, with one look at its session; after that it costs a look-up
 * in memory and the denylist: no Postgres query, and one round trip when there is a Redis. When the epoch of its organization has grown,
 * what its person may do there is read anew.
 */
export function createPrincipalResolver({ db, clock, accessTokens, denylist, metrics }: ResolvePrincipalDeps): VerifyAccessToken {
  const remembered = new LRUCache<string, Remembered>({ max: MAX_REMEMBERED });

  const refuse = (problem: Problem): never => {
    metrics.tokenVerifications.inc({ result: "refused" });
    throw problem;
  };

  const resolve = async (token: string, claims: { sid: string; ctr: number; exp: number; org?: string | undefined }) => {
    const organizationId = claims.org ?? null;
    // Read first: what changes while the rest is read makes the epoch older than what is remembered, and so is read once more.
    const epoch = organizationId === null ? 0 : await readEpoch(db, organizationId);
    const session = await presentSession(db, claims.sid, claims.ctr, clock());
    if (!session) return refuse(new Problem("session_ended"));
    const principal = principalOf(session, organizationId === null ? null : await accessOf(db, organizationId, session));
    const sessionEndsAt = Math.min(session.idleExpiresAt.getTime(), session.expiresAt.getTime());
    remembered.set(token, { principal, organizationId, epoch, expiresAt: claims.exp * 1000, sessionEndsAt });
    return principal;
  };

  return async (token) => {
    const known = remembered.get(token);
    if (known) {
      if (known.expiresAt <= clock().getTime()) return refuse(new Problem("access_token_expired"));
      const { organizationId, epoch } = known;
      const standing = await denylist.standingOf({ sessionId: known.principal.sessionId, organizationId });
      if (standing.isDenied) return refuse(new Problem("session_ended"));
      const isCurrent = standing.epoch === undefined || standing.epoch <= epoch;
      if (isCurrent && clock().getTime() < known.sessionEndsAt) {
        metrics.tokenVerifications.inc({ result: "cached" });
        return known.principal;
      }
    }
    const claims = await accessTokens.verify(token).catch((problem: Problem) => refuse(problem));
    const principal = await resolve(token, claims);
    metrics.tokenVerifications.inc({ result: known ? "renewed" : "verified" });
    return principal;
  };
}

function principalOf(session: SessionWithUser, organization: OrganizationAccess | null): Principal {
  const { id: sessionId, userId, instanceRole, authenticatedAt, authenticationMethods: methods, impersonatorId } = session;
  return { kind: "user", userId, sessionId, instanceRole, authenticatedAt, methods, impersonatorId, organization };
}
