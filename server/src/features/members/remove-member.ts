import { roleOf } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { giveNotice } from "../notices/index.ts";
import { actInOrganization, type Acting } from "../organizations/index.ts";
import { requireHeld } from "../roles/index.ts";
import { leaveOrganization } from "../sessions/index.ts";
import type { MemberAct, MemberDeps } from "./change-role.ts";
import { getMember, requireAnotherOwner } from "./give-role.ts";
import type { Member } from "./member.ts";
import { deleteMembership } from "./members.queries.ts";

/**
 * Removes a member, who is told, also by mail. Their devices act there no more from the next request on. Throws `not_found`,
 * `grant_exceeds_own` when they hold more than whoever removes them, `last_owner`, and what `actInOrganization` throws.
 */
export async function removeMember(deps: MemberDeps, act: MemberAct, userId: string): Promise<void> {
  // Held before the organization, for their sessions change with it.
  await actInOrganization(deps, { ...act, permission: "members:remove", persons: [userId] }, async (tx, acting) => {
    const { access, actor, organization, now } = acting;
    const member = await getMember(tx, act.organizationId, userId);
    requireHeld(access, roleOf(member).permissions);
    await endMembership(tx, { act, acting, member, action: "member.removed" });
    if (member.userId === actor.id) return;
    const { name, email: to } = member;
    const details = { organization: organization.name, by: actor.name };
    const mail = { kind: "member_removed", to, values: { name, organization: organization.name } } as const;
    await giveNotice(deps.outbox, tx, { userId: member.userId, kind: "member_removed", details, mail }, now);
  });
}

/** A member goes by themselves. Throws `last_owner`, and what `actInOrganization` throws. */
export async function leave(deps: MemberDeps, act: MemberAct): Promise<void> {
  await actInOrganization(deps, { ...act, permission: "organization:read" }, async (tx, acting) => {
    const member = await getMember(tx, act.organizationId, acting.user.id);
    await endMembership(tx, { act, acting, member, action: "member.left" });
  });
}

type Ending = { act: MemberAct; acting: Acting; member: Member; action: "member.removed" | "member.left" };

async function endMembership(tx: Db, { act, acting, member, action }: Ending): Promise<void> {
  const { organizationId, origin } = act;
  const { userId } = member;
  const { actor, now, growEpoch } = acting;
  const role = roleOf(member);
  if (role.id === "owner") await requireAnotherOwner(tx, organizationId, userId);
  await deleteMembership(tx, organizationId, userId);
  await leaveOrganization(tx, userId, organizationId);
  await recordEvent(
    tx,
    {
      action,
      outcome: "success",
      actor,
      target: { type: "user", id: userId },
      organizationId,
      subjectUserId: userId,
      origin,
      before: { role: role.id, roleName: role.name },
    },
    now,
  );
  await growEpoch();
}
