import type { Db } from "../../platform/db.ts";
import type { JoinMode, OrganizationDomain } from "./organization-domain.ts";

const TABLE = "organizationDomains";
const UNIQUE_VIOLATION = "23505";

/** False when the organization has it in its list already. */
export async function insertDomain(tx: Db, domain: OrganizationDomain): Promise<boolean> {
  const rows = await tx(TABLE).insert(domain).onConflict(["organizationId", "domain"]).ignore().returning("id");
  return rows.length > 0;
}

export async function countDomains(tx: Db, organizationId: string): Promise<number> {
  const [row] = await tx(TABLE).where({ organizationId }).count<[{ count: string }]>("*");
  return Number(row?.count ?? 0);
}

/** Newest first; one more than `limit` when there is a further page. */
export async function listDomains(tx: Db, organizationId: string, page: { before?: string; limit: number }): Promise<OrganizationDomain[]> {
  const query = tx<OrganizationDomain>(TABLE).where({ organizationId });
  if (page.before) void query.where("id", "<", page.before);
  return query.orderBy("id", "desc").limit(page.limit + 1);
}

/** Held until the transaction ends. */
export async function lockDomain(tx: Db, organizationId: string, id: string): Promise<OrganizationDomain | undefined> {
  return tx<OrganizationDomain>(TABLE).where({ organizationId, id }).forUpdate().first();
}

export async function findProvenDomain(tx: Db, organizationId: string, domain: string): Promise<OrganizationDomain | undefined> {
  return tx<OrganizationDomain>(TABLE).where({ organizationId, domain }).whereNotNull("verifiedAt").first();
}

type Named = Pick<OrganizationDomain, "id" | "organizationId">;

export async function updateCode(
  tx: Db,
  { id, organizationId }: Named,
  change: Partial<Pick<OrganizationDomain, "codeHash" | "codeSentTo" | "codeExpiresAt" | "codeTries">>,
): Promise<void> {
  await tx(TABLE).where({ id, organizationId }).update(change);
}

/** The domain after the change, at its next version. */
export async function updateDomain(
  tx: Db,
  { id, organizationId }: Named,
  change: Partial<Omit<OrganizationDomain, "version">>,
): Promise<OrganizationDomain> {
  const rows = await tx<OrganizationDomain>(TABLE)
    .where({ id, organizationId })
    .update({ ...change, version: tx.raw("version + 1") as never })
    .returning("*");
  return rows[0] as OrganizationDomain;
}

const NO_CODE = { codeHash: null, codeSentTo: null, codeExpiresAt: null, codeTries: 0 };

/** The proven domain; undefined when another organization has proven it: Postgres decides, and the transaction goes on. */
export async function markProven(tx: Db, domain: OrganizationDomain, now: Date): Promise<OrganizationDomain | undefined> {
  try {
    return await tx.transaction((inner) => updateDomain(inner, domain, { verifiedAt: now, ...NO_CODE }));
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

export async function deleteDomain(tx: Db, { id, organizationId }: Named): Promise<void> {
  await tx(TABLE).where({ id, organizationId }).delete();
}

/** The open organization that has proven a domain, before anything is known of it. */
export async function findOrganizationFor(
  db: Db,
  domain: string,
): Promise<{ organizationId: string; name: string; mode: JoinMode } | undefined> {
  const { rows } = await db.raw<{ rows: Array<{ organizationId: string; name: string; mode: JoinMode }> }>(
    "select * from organization_for_domain(?)",
    [domain],
  );
  return rows[0];
}
