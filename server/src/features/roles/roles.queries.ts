import type { Db } from "../../platform/db.ts";

/** A role that an organization made. */
export type RoleRow = { id: string; organizationId: string; name: string; permissions: string[] };

/** Undefined outside the organization's context, too. */
export async function findRoleRow(tx: Db, organizationId: string, id: string): Promise<RoleRow | undefined> {
  return tx<RoleRow>("roles").where({ organizationId, id }).first("id", "organizationId", "name", "permissions");
}
