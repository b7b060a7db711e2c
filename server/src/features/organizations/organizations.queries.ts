import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import type { Organization } from "./organization.ts";

const UNIQUE_VIOLATION = "23505";

/** False when the slug is another's; the transaction goes on. The transaction must be of the organization already. */
export async function insertOrganization(tx: Db, organization: Organization): Promise<boolean> {
  try {
    await tx.transaction((inner) => inner("organizations").insert(organization));
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

export async function insertPolicy(tx: Db, organizationId: string, now: Date): Promise<void> {
  await tx("organizationPolicies").insert({ organizationId, updatedAt: now });
}

/** Throws `not_found` outside its context. */
export async function getOrganization(tx: Db, id: string): Promise<Organization> {
  const organization = await tx<Organization>("organizations").where({ id }).first();
  if (!organization) throw new Problem("not_found");
  return organization;
}

/** The organization, held until the transaction ends, so that of many changes in it one comes after the other. Throws `not_found`. */
export async function lockOrganization(tx: Db, id: string): Promise<Organization> {
  const organization = await tx<Organization>("organizations").where({ id }).forUpdate().first();
  if (!organization) throw new Problem("not_found");
  return organization;
}

type Change = Partial<Pick<Organization, "name" | "slug" | "closedAt" | "erasesAt">>;

/** The organization after the change; undefined when the slug is another's, and the transaction goes on. */
export async function updateOrganization(tx: Db, id: string, change: Change, now: Date): Promise<Organization | undefined> {
  const version = tx.raw("version + 1") as never;
  try {
    const rows = await tx.transaction((inner) =>
      inner<Organization>("organizations")
        .where({ id })
        .update({ ...change, version, updatedAt: now })
        .returning("*"),
    );
    return rows[0];
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}
