import { isBuiltInRole } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";

/** The things within an organization that something is done to, and where each is kept. */
const OBJECTS = {
  member: { table: "memberships", key: "userId" },
  role: { table: "roles", key: "id" },
  invitation: { table: "organizationInvitations", key: "id" },
  domain: { table: "organizationDomains", key: "id" },
  join_request: { table: "joinRequests", key: "id" },
  ownership_transfer: { table: "ownershipTransfers", key: "id" },
} as const;

export type ObjectType = keyof typeof OBJECTS;
export const OBJECT_TYPES = Object.keys(OBJECTS) as [ObjectType, ...ObjectType[]];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether it is there, in the organization's context: another tenant's is not. */
export async function isThere(tx: Db, organizationId: string, { type, id }: { type: ObjectType; id: string }): Promise<boolean> {
  if (type === "role" && isBuiltInRole(id)) return true;
  if (!UUID.test(id)) return false;
  const { table, key } = OBJECTS[type];
  return (
    (await tx(table)
      .where({ organizationId, [key]: id })
      .first(key)) !== undefined
  );
}

export type OwnRole = { id: string; name: string; permissions: string[] };

/** The roles that the organization made, in its context. */
export async function listOwnRoles(tx: Db, organizationId: string): Promise<OwnRole[]> {
  return tx("roles").where({ organizationId }).select("id", "name", "permissions").orderBy("id");
}
