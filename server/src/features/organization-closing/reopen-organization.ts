import { requireAccess } from "../../http/access/require-access.ts";
import { Problem } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { growEpoch, type Epoch } from "../organization-access/index.ts";
import { lockOrganization, updateOrganization } from "../organizations/index.ts";
import { accessOf, holdPrincipal } from "../sessions/index.ts";
import type { CloseDeps } from "./close-organization.ts";
import { tellMembers } from "./tell-members.ts";

type Reopening = { principal: Principal; organizationId: string; origin: Origin };

/**
 * An owner opens a closed organization again, before it is deleted. Nobody can switch to it, so no token names it: the owner is known
 * by their membership, and all else that lets them in is asked as ever. What is open already stays so. Throws `not_found` for who is no
 * owner, too, `organization_policy_unmet`, `ip_not_allowed`, and `session_ended`.
 */
export async function reopenOrganization(deps: CloseDeps, { principal, organizationId, origin }: Reopening): Promise<void> {
  const grown: Epoch[] = [];
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    await enterOrganization(tx, organizationId);
    const { user, session } = await holdPrincipal(tx, principal, now);
    const organization = await lockOrganization(tx, organizationId);
    const access = await accessOf(tx, organization.id, { ...session, userEmail: user.email });
    if (access?.role.id !== "owner") throw new Problem("not_found");
    const who = { ...principal, methods: session.authenticationMethods, organization: { ...access, closedAt: null } };
    requireAccess({ permission: "organization:delete", who, organizationId: organization.id, ip: origin.ip, now });
    if (!organization.erasesAt) return;
    if (organization.erasesAt <= now) throw new Problem("not_found");
    await updateOrganization(tx, organization.id, { closedAt: null, erasesAt: null }, now);
    const actor = { type: "user", id: user.id, name: user.name } as const;
    const target = { type: "organization", id: organization.id } as const;
    const event = { action: "organization.reopened", outcome: "success", actor, target, organizationId: organization.id } as const;
    await recordEvent(tx, { ...event, subjectUserId: user.id, origin, before: { erasesAt: organization.erasesAt } }, now);
    await tellMembers(deps, tx, { kind: "organization_reopened", organization, by: user.name }, now);
    grown.push(await growEpoch(tx, organization.id, now));
  });
  await deps.denylist.announce(grown);
}
