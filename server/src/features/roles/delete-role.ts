import type { Role } from "../../http/access/roles.ts";
import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent, recordEvents } from "../audit/index.ts";
import { actInOrganization, type ActDeps, type Acting } from "../organizations/index.ts";
import { asRole, countUses, deleteCustomRole, moveHolders, type Uses } from "./custom-roles.queries.ts";
import { columnsOf, findRole, requireHeld } from "./find-role.ts";
import { requireProofToGive } from "./require-proof-to-give.ts";
import { getCustomRole, type ActOnRole } from "./update-role.ts";

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

/** Says how many it concerns, for whoever chooses where they go. */
function inUse({ members, invitations }: Uses): Problem {
  const who = [
    ...(members > 0 ? [counted(members, "member holds", "members hold")] : []),
    ...(invitations > 0 ? [counted(invitations, "open invitation offers", "open invitations offer")] : []),
  ];
  return new Problem("role_in_use", { detail: `${who.join(", and ")} this role. Choose the role that they get in its place.` });
}

async function replacementOf(tx: Db, organizationId: string, roleId: string, replacementRoleId: string): Promise<Role> {
  const replacement = await findRole(tx, organizationId, replacementRoleId);
  if (replacement && replacement.id !== roleId) return replacement;
  throw new Problem("validation_failed", {
    errors: [{ in: "query", path: "/replacementRoleId", code: "unknown_role", message: "Is no other role of this organization." }],
  });
}

type Move = { role: Pick<Role, "id" | "name">; replacement: Role; actor: Acting["actor"]; organizationId: string; origin: Origin };

/** As if each had been given the other role by itself, so that each finds it in their own record. */
async function recordMoves(tx: Db, userIds: readonly string[], move: Move, now: Date): Promise<void> {
  const { role, replacement, actor, organizationId, origin } = move;
  const before = { role: role.id, roleName: role.name };
  const after = { role: replacement.id, roleName: replacement.name };
  const common = { action: "member.role_changed", outcome: "success", actor, organizationId, origin, before, after } as const;
  await recordEvents(
    tx,
    userIds.map((userId) => ({ ...common, target: { type: "user", id: userId }, subjectUserId: userId })),
    now,
  );
}

/**
 * Deletes a role. Whoever holds it, or is invited to it, gets the other one. Both must be within what the person who does it holds; and to move
 * members takes the permission to give them another role. Throws `role_in_use` without another, `built_in_role`, `grant_exceeds_own`,
 * `step_up_required`, `permission_denied`, and what `actInOrganization` throws.
 */
export async function deleteRole(
  deps: ActDeps,
  { roleId, ...act }: ActOnRole,
  { replacementRoleId, versions }: { replacementRoleId: string | undefined; versions: readonly number[] | undefined },
): Promise<void> {
  const { organizationId, origin } = act;
  await actInOrganization(deps, { ...act, permission: "roles:delete" }, async (tx, acting) => {
    const { access, actor, now, growEpoch } = acting;
    const role = await getCustomRole(tx, organizationId, roleId);
    if (versions && !versions.includes(role.version)) throw new Problem("precondition_failed");
    const { permissions } = asRole(role);
    requireHeld(access, permissions);
    const uses = (await countUses(tx, organizationId)).get(role.id) ?? { members: 0, invitations: 0 };
    const replacement = replacementRoleId === undefined ? undefined : await replacementOf(tx, organizationId, role.id, replacementRoleId);
    if (replacement) {
      requireHeld(access, replacement.permissions);
      await requireProofToGive(tx, acting, replacement.permissions);
    } else if (uses.members + uses.invitations > 0) throw inUse(uses);
    if (replacement && uses.members > 0 && !access.role.permissions.has("members:update")) {
      throw new Problem("permission_denied", {
        detail: "You may delete this role only once no member holds it: you may not give members another.",
      });
    }
    const moved = replacement ? await moveHolders(tx, { organizationId, from: role.id, to: columnsOf(replacement) }) : [];
    if (replacement) await recordMoves(tx, moved, { role, replacement, actor, organizationId, origin }, now);
    await deleteCustomRole(tx, role);
    const target = { type: "role", id: role.id } as const;
    const before = { name: role.name, permissions: role.permissions };
    const after = { ...uses, ...(replacement && { replacementRoleId: replacement.id, replacementRole: replacement.name }) };
    await recordEvent(tx, { action: "role.deleted", outcome: "success", actor, target, organizationId, origin, before, after }, now);
    await growEpoch();
  });
}
