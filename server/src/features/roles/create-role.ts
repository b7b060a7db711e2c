import type { OrganizationPermission } from "../../http/access/catalogue.ts";
import { BUILT_IN_ROLES } from "../../http/access/roles.ts";
import { Problem } from "../../http/problem.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, type Act, type ActDeps } from "../organizations/index.ts";
import { countCustomRoles, insertCustomRole, type CustomRole } from "./custom-roles.queries.ts";
import { requireHeld } from "./find-role.ts";
import { inOrder } from "./list-roles.ts";

/** So many roles an organization makes at most. */
export const MOST_ROLES = 50;

export type RoleInput = { name: string; description: string | null; permissions: OrganizationPermission[] };

const BUILT_IN_NAMES = Object.values(BUILT_IN_ROLES).map(({ name }) => name.toLowerCase());

/** Nobody takes a role for a built-in one. Throws `role_name_taken`. */
export function requireOwnName(name: string): void {
  if (BUILT_IN_NAMES.includes(name.toLowerCase())) throw new Problem("role_name_taken");
}

/**
 * A new role, which permits nothing that its maker may not do themselves. Throws `role_name_taken`, `too_many_roles`,
 * `grant_exceeds_own`, and what `actInOrganization` throws.
 */
export async function createRole(deps: ActDeps, act: Omit<Act, "permission">, input: RoleInput): Promise<CustomRole> {
  const { organizationId, origin } = act;
  return actInOrganization(deps, { ...act, permission: "roles:create" }, async (tx, { access, actor, now }) => {
    requireHeld(access, input.permissions);
    requireOwnName(input.name);
    if ((await countCustomRoles(tx, organizationId)) >= MOST_ROLES) throw new Problem("too_many_roles");
    const { name, description } = input;
    const permissions = inOrder(input.permissions);
    const role = { id: newId(now), organizationId, name, description, permissions, version: 1, createdAt: now, updatedAt: now };
    if (!(await insertCustomRole(tx, role))) throw new Problem("role_name_taken");
    const target = { type: "role", id: role.id } as const;
    const after = { name, description, permissions };
    await recordEvent(tx, { action: "role.created", outcome: "success", actor, target, organizationId, origin, after }, now);
    return role;
  });
}
