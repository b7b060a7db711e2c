import type { OrganizationRole } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";

const counted = (count: number, one: string, many: string) => `${formatNumber(count)} ${count === 1 ? one : many}`;

/** "3 members, 1 invited"; "nobody". */
export function countedHolders({ memberCount, invitationCount }: Pick<OrganizationRole, "memberCount" | "invitationCount">): string {
  const parts = [
    ...(memberCount > 0 ? [counted(memberCount, "member", "members")] : []),
    ...(invitationCount > 0 ? [`${formatNumber(invitationCount)} invited`] : []),
  ];
  return parts.join(", ") || "nobody";
}

type Compared = Pick<OrganizationRole, "name" | "permissions">;

/** How two roles differ, in a sentence: the rows below say in what. */
export function tellDifference(one: Compared, other: Compared): string {
  const [more, less] = [lacking(other, one), lacking(one, other)];
  if (more + less === 0) return `${one.name} and ${other.name} permit the same.`;
  if (less === 0) return `${one.name} permits all that ${other.name} does, and ${formatNumber(more)} more.`;
  if (more === 0) return `${other.name} permits all that ${one.name} does, and ${formatNumber(less)} more.`;
  return `${one.name} permits ${formatNumber(more)} that ${other.name} does not, and the other way about ${formatNumber(less)}.`;
}

/** How many permissions of `has` the other lacks. */
function lacking(other: Compared, has: Compared): number {
  return has.permissions.filter((name) => !other.permissions.includes(name)).length;
}
