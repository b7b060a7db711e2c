import { roleOf } from "../../http/access/roles.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import type { Outbox } from "../mail/index.ts";
import { giveNotice } from "../notices/index.ts";
import { actInOrganization, type Act, type ActDeps } from "../organizations/index.ts";
import { findRole, requireHeld, requireProofToGive } from "../roles/index.ts";
import { getMember, giveRole, requireAnotherOwner, requireMember } from "./give-role.ts";
import type { Member } from "./member.ts";

export type MemberDeps = ActDeps & { outbox: Outbox };
export type MemberAct = Omit<Act, "permission" | "persons">;

type Change = { userId: string; roleId: string; versions: readonly number[] | undefined };

/**
 * Gives a member another role, who is told. Both what they held and what they get must be held by whoever gives it; to give
 * what owners alone hold needs a fresh proof, as handing the organization over does. What is so already is no change. Throws `not_found`,
 * `precondition_failed`, `grant_exceeds_own`, `step_up_required`, `last_owner`, and what `actInOrganization` throws.
 */
export async function changeRole(deps: MemberDeps, act: MemberAct, { userId, roleId, versions }: Change): Promise<Member> {
  const { organizationId, origin } = act;
  await requireMember(deps.db, organizationId, userId);
  return actInOrganization(deps, { ...act, permission: "members:update", persons: [userId] }, async (tx, acting) => {
    const { access, actor, organization, now, growEpoch } = acting;
    const member = await getMember(tx, organizationId, userId);
    if (versions && !versions.includes(member.version)) throw new Problem("precondition_failed");
    const before = roleOf(member);
    const role = await findRole(tx, organizationId, roleId);
    if (!role) throw invalidField("/roleId", [{ code: "unknown", message: "Is no role of this organization." }]);
    if (role.id === before.id) return member;
    requireHeld(access, [...before.permissions, ...role.permissions]);
    await requireProofToGive(tx, acting, role.permissions);
    if (before.id === "owner") await requireAnotherOwner(tx, organizationId, member.userId);
    await giveRole(tx, { organizationId, member, role, actor, origin }, now);
    await growEpoch();
    if (member.userId !== actor.id) {
      const details = { organization: organization.name, role: role.name, by: actor.name };
      await giveNotice(deps.outbox, tx, { userId: member.userId, kind: "member_role_changed", details }, now);
    }
    return getMember(tx, organizationId, userId);
  });
}
