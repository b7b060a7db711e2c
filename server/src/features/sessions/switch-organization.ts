import { isInside, unmetDemands } from "../../http/access/policy.ts";
import { Problem } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import type { User } from "../users/index.ts";
import { holdPrincipal } from "./hold-principal.ts";
import { accessOf } from "./session-access.ts";
import type { Session } from "./session.ts";
import { updateSessionOrganization } from "./sessions.queries.ts";

type Switching = { principal: Principal; organizationId: string | null; origin: Origin };

/**
 * From now on the session acts in that organization, or in none. Throws `not_found` for one of which they are no member,
 * `organization_closed`, `organization_policy_unmet` with what it asks for first, and `ip_not_allowed`.
 */
export async function switchOrganization(
  { db, clock }: { db: Db; clock: Clock },
  { principal, organizationId, origin }: Switching,
): Promise<{ session: Session; user: User }> {
  return db.transaction(async (tx) => {
    const now = clock();
    const { user, session } = await holdPrincipal(tx, principal, now);
    if (organizationId !== null) await enter(tx, { organizationId, session, user, origin }, now);
    await updateSessionOrganization(tx, session.id, organizationId);
    return { user, session: { ...session, organizationId } };
  });
}

type Entering = { organizationId: string; session: Session; user: User; origin: Origin };

async function enter(tx: Db, { organizationId, session, user, origin }: Entering, now: Date): Promise<void> {
  const access = await accessOf(tx, organizationId, { ...session, userEmail: user.email });
  if (!access) throw new Problem("not_found");
  if (access.closedAt) throw new Problem("organization_closed");
  const demands = unmetDemands(access.policy, access.shown, now);
  if (demands.length > 0) throw new Problem("organization_policy_unmet", { demands });
  if (access.networks && !isInside(access.networks, origin.ip)) throw new Problem("ip_not_allowed");
  if (session.organizationId === organizationId) return;
  await enterOrganization(tx, organizationId);
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "organization", id: organizationId } as const;
  const event = { action: "organization.entered", outcome: "success", actor, target, organizationId, subjectUserId: user.id } as const;
  await recordEvent(tx, { ...event, origin, after: { sessionId: session.id } }, now);
}
