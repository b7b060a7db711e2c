import { isBuiltInRole } from "../../http/access/roles.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, type Act, type ActDeps } from "../organizations/index.ts";
import { requireOwnName, type RoleInput } from "./create-role.ts";
import { asRole, countUses, findCustomRole, updateCustomRole, type CustomRole } from "./custom-roles.queries.ts";
import { requireHeld } from "./find-role.ts";
import { requireProofToGive } from "./require-proof-to-give.ts";
import { inOrder, shownRole, type ShownRole } from "./list-roles.ts";

type Change = { [Member in keyof RoleInput]?: RoleInput[Member] | undefined };
export type ActOnRole = Omit<Act, "permission"> & { roleId: string };

/** The role that the organization made, to be changed. Throws `built_in_role`, and `not_found`. */
export async function getCustomRole(tx: Db, organizationId: string, roleId: string): Promise<CustomRole> {
  if (isBuiltInRole(roleId)) throw new Problem("built_in_role");
  const role = await findCustomRole(tx, organizationId, roleId);
  if (!role) throw new Problem("not_found");
  return role;
}

/**
 * Changes a role for all who hold it, from their next request on. Whoever changes it must hold what it permitted and what it permits
 * then: else they could give what is not theirs, or take it from who is above them. What is so already is no change. Throws
 * `built_in_role`, `precondition_failed`, `grant_exceeds_own`, `step_up_required`, `role_name_taken`, and what `actInOrganization` throws.
 */
export async function updateRole(
  deps: ActDeps,
  { roleId, ...act }: ActOnRole,
  { change, versions }: { change: Change; versions: readonly number[] | undefined },
): Promise<ShownRole> {
  const { organizationId, origin } = act;
  return actInOrganization(deps, { ...act, permission: "roles:update" }, async (tx, acting) => {
    const { access, actor, now, growEpoch } = acting;
    const role = await getCustomRole(tx, organizationId, roleId);
    if (versions && !versions.includes(role.version)) throw new Problem("precondition_failed");
    const before = { name: role.name, description: role.description, permissions: inOrder(asRole(role).permissions) };
    const after = {
      name: change.name ?? before.name,
      description: change.description === undefined ? before.description : change.description,
      permissions: change.permissions ? inOrder(change.permissions) : before.permissions,
    };
    requireHeld(access, [...before.permissions, ...after.permissions]);
    const added = after.permissions.filter((permission) => !before.permissions.includes(permission));
    await requireProofToGive(tx, acting, added);
    const uses = (await countUses(tx, organizationId)).get(role.id);
    if (JSON.stringify(before) === JSON.stringify(after)) return shownRole(role, uses);
    requireOwnName(after.name);
    const changed = await updateCustomRole(tx, role, after, now);
    if (!changed) throw new Problem("role_name_taken");
    const target = { type: "role", id: role.id } as const;
    await recordEvent(tx, { action: "role.updated", outcome: "success", actor, target, organizationId, origin, before, after }, now);
    await growEpoch();
    return shownRole(changed, uses);
  });
}
