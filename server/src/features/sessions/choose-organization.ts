import type { Db } from "../../platform/db.ts";
import { listOrganizationsOf } from "../organization-access/index.ts";
import { findLastOrganization } from "./sessions.queries.ts";

/** Where a new session acts first: where the person last did in that browser, else in the only organization that they have. */
export async function chooseOrganization(tx: Db, userId: string, browserHash: Buffer | null): Promise<string | null> {
  const open = (await listOrganizationsOf(tx, userId))
    .filter(({ closedAt }) => closedAt === null)
    .map(({ organizationId }) => organizationId);
  const last = browserHash && open.length > 1 ? await findLastOrganization(tx, userId, browserHash) : undefined;
  if (last !== undefined && open.includes(last)) return last;
  return open.length === 1 ? (open[0] ?? null) : null;
}
