import { ALL_ORGANIZATION_PERMISSIONS, isOrganizationPermission, type OrganizationPermission } from "./catalogue.ts";

type BuiltInRole = { name: string; description: string; permissions: readonly OrganizationPermission[] };

/** What owners alone hold of the built-in roles. Whoever gets it can make themselves an owner. */
export const OWNERS_ALONE: readonly OrganizationPermission[] = ["organization:delete", "organization:transfer"];

/** The roles that every organization has. They live here and not in rows, so that a new permission reaches every organization with the release. */
export const BUILT_IN_ROLES = {
  owner: { name: "Owner", description: "May do everything, deleting the organization too.", permissions: ALL_ORGANIZATION_PERMISSIONS },
  admin: {
    name: "Admin",
    description: "Runs the organization, but cannot delete it or hand it over.",
    permissions: ALL_ORGANIZATION_PERMISSIONS.filter((permission) => !OWNERS_ALONE.includes(permission)),
  },
  developer: {
    name: "Developer",
    description: "Builds with it.",
    permissions: ["organization:read", "members:read", "roles:read", "policies:read", "domains:read"],
  },
  viewer: { name: "Viewer", description: "A guest who looks.", permissions: ["organization:read", "members:read"] },
} as const satisfies Record<string, BuiltInRole>;

export type BuiltInRoleId = keyof typeof BUILT_IN_ROLES;

export function isBuiltInRole(id: string): id is BuiltInRoleId {
  return Object.hasOwn(BUILT_IN_ROLES, id);
}

/** A role as a member holds it: one of the built-in ones by its name, or one that the organization made by its id. */
export type Role = { id: string; name: string; isBuiltIn: boolean; permissions: ReadonlySet<OrganizationPermission> };

/** As it stands in a row. */
export type RoleColumns = { builtInRole: string | null; roleId: string | null; roleName: string | null; rolePermissions: string[] | null };

/** A permission that a release has dropped is none any more. */
export function roleOf({ builtInRole, roleId, roleName, rolePermissions }: RoleColumns): Role {
  if (builtInRole !== null && isBuiltInRole(builtInRole)) {
    const { name, permissions } = BUILT_IN_ROLES[builtInRole];
    return { id: builtInRole, name, isBuiltIn: true, permissions: new Set(permissions) };
  }
  const permissions = new Set((rolePermissions ?? []).filter(isOrganizationPermission));
  return { id: String(roleId), name: String(roleName), isBuiltIn: false, permissions };
}
