import type { Member } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { readMember, type ReadMember } from "./member-queries.ts";

/** `conflict` when somebody else changed the role meanwhile: `now` is who they are since then, and nothing of ours was done. */
export type RoleChange = { kind: "changed" | "conflict"; now: Member };

interface Change {
  organizationId: string;
  /** As the list shows them. */
  shown: Member;
  roleId: string;
}

/** Gives a member another role than the one that is shown. @throws Problem, Unreachable or SignedOut, having changed nothing. */
export async function changeRole({ organizationId, shown, roleId }: Change): Promise<RoleChange> {
  const userId = shown.user.id;
  const { member, etag } = await readMember(organizationId, userId);
  if (member.role.id !== shown.role.id) return asItIs({ member, etag }, roleId);
  try {
    const headers: Record<string, string> = etag === null ? {} : { "If-Match": etag };
    const options = { params: { organizationId, userId }, body: { roleId }, headers };
    return { kind: "changed", now: (await api("PATCH /organizations/{organizationId}/members/{userId}", options)).data };
  } catch (error) {
    if (!isProblem(error, "precondition_failed")) throw error;
    return asItIs(await readMember(organizationId, userId), roleId);
  }
}

/** Whoever was quicker may have wanted the same. */
function asItIs({ member }: ReadMember, roleId: string): RoleChange {
  return { kind: member.role.id === roleId ? "changed" : "conflict", now: member };
}

/** Removes a member. @throws Problem, Unreachable or SignedOut. */
export async function removeMember(organizationId: string, userId: string): Promise<void> {
  await api("DELETE /organizations/{organizationId}/members/{userId}", { params: { organizationId, userId } });
}
