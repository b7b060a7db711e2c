import type { Origin, Principal } from "../../http/principal.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import { growEpoch } from "../organization-access/index.ts";
import { lockOrganization, type ActDeps } from "../organizations/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import { endMembership } from "./end-membership.ts";
import { getMember } from "./give-role.ts";

type Leaving = { principal: Principal; organizationId: string; origin: Origin };

/**
 * A member goes by themselves: also whom the organization does not let in, because they cannot or do not want to give what it demands.
 * Throws `not_found` for who is no member, `last_owner`, and `session_ended`.
 */
export async function leave({ db, clock, denylist }: ActDeps, { principal, organizationId, origin }: Leaving): Promise<void> {
  const grown = await db.transaction(async (tx) => {
    const now = clock();
    await enterOrganization(tx, organizationId);
    const { user } = await holdPrincipal(tx, principal, now);
    await lockOrganization(tx, organizationId);
    const member = await getMember(tx, organizationId, user.id);
    const actor = { type: "user", id: user.id, name: user.name } as const;
    await endMembership(tx, { organizationId, origin, actor, member, action: "member.left" }, now);
    return growEpoch(tx, organizationId, now);
  });
  await denylist.announce([grown]);
}
