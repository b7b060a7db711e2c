import { roleOf, type Role } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";

/** A role that an organization made. */
export type CustomRole = {
  id: string;
  organizationId: string;
  name: string;
  description: string | null;
  permissions: string[];
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

const UNIQUE_VIOLATION = "23505";

/** Undefined when the name is taken; the transaction goes on. */
async function unlessTaken<T>(tx: Db, write: (inner: Db) => Promise<T>): Promise<T | undefined> {
  try {
    return await tx.transaction((inner) => write(inner));
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

/** By name, all of them. Within the organization's context, as all of these. */
export async function listCustomRoles(tx: Db, organizationId: string): Promise<CustomRole[]> {
  return tx<CustomRole>("roles").where({ organizationId }).orderByRaw("lower(name), id");
}

export async function countCustomRoles(tx: Db, organizationId: string): Promise<number> {
  const [row] = await tx("roles").where({ organizationId }).count<Array<{ count: string }>>();
  return Number(row?.count ?? 0);
}

export async function findCustomRole(tx: Db, organizationId: string, id: string): Promise<CustomRole | undefined> {
  return tx<CustomRole>("roles").where({ organizationId, id }).first();
}

/** False when the name is taken. */
export async function insertCustomRole(tx: Db, role: CustomRole): Promise<boolean> {
  return (await unlessTaken(tx, (inner) => inner<CustomRole>("roles").insert(role).returning("id"))) !== undefined;
}

type Change = Pick<CustomRole, "name" | "description" | "permissions">;

/** The role after the change; undefined when the name is taken. */
export async function updateCustomRole(
  tx: Db,
  { id, organizationId }: CustomRole,
  change: Change,
  now: Date,
): Promise<CustomRole | undefined> {
  const version = tx.raw("version + 1") as never;
  const rows = await unlessTaken(tx, (inner) =>
    inner<CustomRole>("roles")
      .where({ organizationId, id })
      .update({ ...change, version, updatedAt: now })
      .returning("*"),
  );
  return rows?.[0];
}

/** How many hold a role, and how many are invited to it. */
export type Uses = { members: number; invitations: number };

const OPEN = "accepted_at is null and declined_at is null and revoked_at is null";

/** By the name of a built-in role, or the id of another. */
export async function countUses(tx: Db, organizationId: string): Promise<Map<string, Uses>> {
  const { rows } = await tx.raw<{ rows: Array<Uses & { role: string }> }>(
    `select role, sum(members)::int as members, sum(invitations)::int as invitations from (
       select coalesce(built_in_role, role_id::text) as role, count(*) as members, 0 as invitations
         from memberships where organization_id = :organizationId group by 1
       union all
       select coalesce(built_in_role, role_id::text), 0, count(*)
         from organization_invitations where organization_id = :organizationId and ${OPEN} group by 1
     ) as uses group by role`,
    { organizationId },
  );
  return new Map(rows.map(({ role, members, invitations }) => [role, { members, invitations }]));
}

type Move = { organizationId: string; from: string; to: { builtInRole: string | null; roleId: string | null } };

/** Gives everybody who holds the role, and who is invited to it, the other one. Answers with the members. */
export async function moveHolders(tx: Db, { organizationId, from, to }: Move): Promise<string[]> {
  const version = tx.raw("version + 1");
  await tx("organizationInvitations").where({ organizationId, roleId: from }).whereRaw(OPEN).update(to);
  const rows = await tx("memberships")
    .where({ organizationId, roleId: from })
    .update({ ...to, version })
    .returning<Array<{ userId: string }>>("userId");
  return rows.map(({ userId }) => userId);
}

/** What invitations that are over offered goes with it. */
export async function deleteCustomRole(tx: Db, { organizationId, id }: CustomRole): Promise<void> {
  await tx("organizationInvitations").where({ organizationId, roleId: id }).whereRaw(`not (${OPEN})`).update({ roleId: null });
  await tx("roles").where({ organizationId, id }).delete();
}

/** As it is evaluated. */
export function asRole({ id, name, permissions }: CustomRole): Role {
  return roleOf({ builtInRole: null, roleId: id, roleName: name, rolePermissions: permissions });
}
