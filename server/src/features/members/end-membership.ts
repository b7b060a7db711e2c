import { roleOf } from "../../http/access/roles.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent, type Actor } from "../audit/index.ts";
import { leaveOrganization } from "../sessions/index.ts";
import { requireAnotherOwner } from "./give-role.ts";
import type { Member } from "./member.ts";
import { deleteMembership } from "./members.queries.ts";

type Ending = { organizationId: string; origin: Origin; actor: Actor; member: Member; action: "member.removed" | "member.left" };

/** Within the organization's context, with the person and the organization held; the caller lets the epoch grow. Throws `last_owner`. */
export async function endMembership(tx: Db, { organizationId, origin, actor, member, action }: Ending, now: Date): Promise<void> {
  const { userId } = member;
  const role = roleOf(member);
  if (role.id === "owner") await requireAnotherOwner(tx, organizationId, userId);
  await deleteMembership(tx, organizationId, userId);
  await leaveOrganization(tx, userId, organizationId);
  const target = { type: "user", id: userId } as const;
  const before = { role: role.id, roleName: role.name };
  await recordEvent(tx, { action, outcome: "success", actor, target, organizationId, subjectUserId: userId, origin, before }, now);
}
