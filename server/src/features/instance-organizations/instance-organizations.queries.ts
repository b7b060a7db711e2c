import type { Policy } from "../../http/access/policy.ts";
import type { RoleColumns } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";

type Listed = { organizationId: string; slug: string; name: string; createdAt: Date; closedAt: Date | null; members: string };

type Page = { before?: string; limit: number };

/** The organizations, newest first, one more than `limit` when there is a further page. By a function: no tenant is entered for it. */
export async function listOrganizations(db: Db, { before, limit }: Page): Promise<Listed[]> {
  const { rows } = await db.raw<{ rows: Listed[] }>("select * from list_organizations(:before, :most)", {
    before: before ?? null,
    most: limit + 1,
  });
  return rows;
}

type Member = RoleColumns & { userId: string; name: string; email: string; joinedAt: Date };

/** The members, in the organization's context: who came last to this Gatehouse first, one more than `limit` when there is a further page. */
export async function listMembers(tx: Db, organizationId: string, { before, limit }: Page): Promise<Member[]> {
  const query = tx("memberships as m")
    .join("users as u", "u.id", "m.userId")
    .leftJoin("roles as r", (on) => on.on("r.organizationId", "m.organizationId").andOn("r.id", "m.roleId"))
    .where("m.organizationId", organizationId);
  if (before) void query.where("m.userId", "<", before);
  return query
    .orderBy("m.userId", "desc")
    .limit(limit + 1)
    .select("m.userId", "u.name", "u.email", "m.builtInRole", "m.roleId", "m.createdAt as joinedAt", "r.name as roleName");
}

type PolicyRow = Pick<Policy, "secondFactor"> & { allowedMethods: string[] | null; allowedDomains: string[] | null; ipRanges: string[] };

export async function getPolicySummary(tx: Db, organizationId: string): Promise<PolicyRow> {
  const policy = await tx<PolicyRow & { organizationId: string }>("organizationPolicies").where({ organizationId }).first();
  if (!policy) throw new Error("an organization without a policy");
  return policy;
}
