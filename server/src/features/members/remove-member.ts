import { roleOf } from "../../http/access/roles.ts";
import { giveNotice } from "../notices/index.ts";
import { withdrawOffersOfRemoved } from "../organization-invitations/index.ts";
import { actInOrganization } from "../organizations/index.ts";
import { requireHeld } from "../roles/index.ts";
import type { MemberAct, MemberDeps } from "./change-role.ts";
import { endMembership } from "./end-membership.ts";
import { getMember, requireMember } from "./give-role.ts";

/**
 * Removes a member, who is told, also by mail. Their devices act there no more from the next request on, and no invitation to them or
 * by them stays open. Throws `not_found`,
 * `grant_exceeds_own` when they hold more than whoever removes them, `last_owner`, and what `actInOrganization` throws.
 */
export async function removeMember(deps: MemberDeps, act: MemberAct, userId: string): Promise<void> {
  await requireMember(deps.db, act.organizationId, userId);
  // Held before the organization, for their sessions change with it.
  await actInOrganization(deps, { ...act, permission: "members:remove", persons: [userId] }, async (tx, acting) => {
    const { access, actor, organization, now } = acting;
    const member = await getMember(tx, act.organizationId, userId);
    requireHeld(access, roleOf(member).permissions);
    await endMembership(tx, { organizationId: act.organizationId, origin: act.origin, actor, member, action: "member.removed" }, now);
    await withdrawOffersOfRemoved(tx, { organizationId: act.organizationId, of: member, actor, origin: act.origin }, now);
    await acting.growEpoch();
    if (member.userId === actor.id) return;
    const { name, email: to } = member;
    const details = { organization: organization.name, by: actor.name };
    const mail = { kind: "member_removed", to, values: { name, organization: organization.name } } as const;
    await giveNotice(deps.outbox, tx, { userId: member.userId, kind: "member_removed", details, mail }, now);
  });
}
