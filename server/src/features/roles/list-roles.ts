import { ALL_ORGANIZATION_PERMISSIONS, type OrganizationPermission } from "../../http/access/catalogue.ts";
import { BUILT_IN_ROLES } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";
import { asRole, countUses, listCustomRoles, type CustomRole, type Uses } from "./custom-roles.queries.ts";

/** A role as it is shown: with what it permits, and how many it would concern to change it. */
export type ShownRole = {
  id: string;
  name: string;
  description: string | null;
  isBuiltIn: boolean;
  permissions: OrganizationPermission[];
  memberCount: number;
  invitationCount: number;
  version: number;
};

const UNUSED: Uses = { members: 0, invitations: 0 };

/** In the order of the catalogue, each once. */
export function inOrder(permissions: Iterable<OrganizationPermission>): OrganizationPermission[] {
  const wanted = new Set(permissions);
  return ALL_ORGANIZATION_PERMISSIONS.filter((permission) => wanted.has(permission));
}

export function shownRole(role: CustomRole, { members, invitations }: Uses = UNUSED): ShownRole {
  const { id, name, description, version } = role;
  const permissions = inOrder(asRole(role).permissions);
  return { id, name, description, isBuiltIn: false, permissions, memberCount: members, invitationCount: invitations, version };
}

/** The built-in roles, the widest first, and then those that the organization made, by name. Within its context. */
export async function listRoles(tx: Db, organizationId: string): Promise<ShownRole[]> {
  const uses = await countUses(tx, organizationId);
  const builtIn = Object.entries(BUILT_IN_ROLES).map(([id, { name, description, permissions }]) => {
    const { members, invitations } = uses.get(id) ?? UNUSED;
    const counts = { memberCount: members, invitationCount: invitations };
    return { id, name, description, isBuiltIn: true, permissions: inOrder(permissions), ...counts, version: 1 };
  });
  const custom = await listCustomRoles(tx, organizationId);
  return [...builtIn, ...custom.map((role) => shownRole(role, uses.get(role.id)))];
}
