import type { BuiltInRoleId } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";

/** A user in an organization, with one role: a built-in one, or one that the organization made. */
export type Membership = {
  organizationId: string;
  userId: string;
  builtInRole: BuiltInRoleId | null;
  roleId: string | null;
  version: number;
  createdAt: Date;
};

/** False when they are a member already. */
export async function insertMembership(tx: Db, membership: Membership): Promise<boolean> {
  const rows = await tx<Membership>("memberships").insert(membership).onConflict(["organizationId", "userId"]).ignore().returning("userId");
  return rows.length > 0;
}
