import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { roleOf, type Role } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { withdrawOffersBeyond } from "../organization-invitations/index.ts";
import type { Acting } from "../organizations/index.ts";
import { columnsOf } from "../roles/index.ts";
import type { Member } from "./member.ts";
import { findMember, hasOtherOwner, updateRole } from "./members.queries.ts";

/** Throws `not_found`. */
export async function getMember(tx: Db, organizationId: string, userId: string): Promise<Member> {
  const member = await findMember(tx, organizationId, userId);
  if (!member) throw new Problem("not_found");
  return member;
}

/**
 * Call it before a member is held, whom the request names: nobody holds, nor waits for, a person who is no member there. Otherwise one tenant's
 * requests could keep the rows of another's people. Throws `not_found`.
 */
export async function requireMember(db: Db, organizationId: string, userId: string): Promise<void> {
  await inOrganization(db, organizationId, (tx) => getMember(tx, organizationId, userId));
}

/**
 * Call it with the organization held, before an owner loses the role. Somebody else must own it who can sign in: throws `last_owner`.
 * Of two who go at once one is refused.
 */
export async function requireAnotherOwner(tx: Db, organizationId: string, userId: string): Promise<void> {
  if (!(await hasOtherOwner(tx, organizationId, userId))) throw new Problem("last_owner");
}

type Giving = { organizationId: string; member: Member; role: Role; actor: Acting["actor"]; origin: Origin };

/**
 * Gives a member another role, in the transaction of whoever has judged that it may be, and records it. What they have offered to
 * others and could not any more is withdrawn.
 */
export async function giveRole(tx: Db, { organizationId, member, role, actor, origin }: Giving, now: Date): Promise<void> {
  const { userId } = member;
  const before = roleOf(member);
  await updateRole(tx, { organizationId, userId }, columnsOf(role));
  await recordEvent(
    tx,
    {
      action: "member.role_changed",
      outcome: "success",
      actor,
      target: { type: "user", id: userId },
      organizationId,
      subjectUserId: userId,
      origin,
      before: { role: before.id, roleName: before.name },
      after: { role: role.id, roleName: role.name },
    },
    now,
  );
  await withdrawOffersBeyond(tx, { organizationId, of: { userId }, actor, origin }, role, now);
}
