import type { OrganizationAccess } from "../../http/access/organization-access.ts";
import type { OrganizationPermission } from "../../http/access/catalogue.ts";
import { isBuiltInRole, roleOf, type BuiltInRoleId, type Role } from "../../http/access/roles.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { findRoleRow } from "./roles.queries.ts";

/** A built-in role by its name, or one that the organization made by its id, within the organization's context. Undefined when there is none. */
export async function findRole(tx: Db, organizationId: string, roleId: string): Promise<Role | undefined> {
  if (isBuiltInRole(roleId)) return roleOf({ builtInRole: roleId, roleId: null, roleName: null, rolePermissions: null });
  const row = await findRoleRow(tx, organizationId, roleId);
  return row && roleOf({ builtInRole: null, roleId: row.id, roleName: row.name, rolePermissions: row.permissions });
}

/** How a role stands in the rows of those who hold it, and of what gives it. */
export function columnsOf({ id }: Pick<Role, "id">): { builtInRole: BuiltInRoleId | null; roleId: string | null } {
  return isBuiltInRole(id) ? { builtInRole: id, roleId: null } : { builtInRole: null, roleId: id };
}

/** Nobody gives what they do not hold, nor takes it from who does. Throws `grant_exceeds_own` when the acting role lacks one of them. */
export function requireHeld({ role }: Pick<OrganizationAccess, "role">, permissions: Iterable<OrganizationPermission>): void {
  for (const permission of permissions) {
    if (!role.permissions.has(permission)) throw new Problem("grant_exceeds_own");
  }
}
