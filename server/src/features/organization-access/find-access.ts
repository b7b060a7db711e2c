import type { OrganizationAccess } from "../../http/access/organization-access.ts";
import { networksOf, type Shown } from "../../http/access/policy.ts";
import { roleOf } from "../../http/access/roles.ts";
import type { Db } from "../../platform/db.ts";
import { findAccessRow, type AccessRow } from "./organization-access.queries.ts";

/** What a person is in an organization, and what their session shows of them; undefined when they are no member of it. */
export async function findAccess(
  db: Db,
  { organizationId, userId, shown }: { organizationId: string; userId: string; shown: Shown },
): Promise<OrganizationAccess | undefined> {
  const row = await findAccessRow(db, organizationId, userId);
  return row && toAccess(row, shown);
}

function toAccess(row: AccessRow, shown: Shown): OrganizationAccess {
  const { organizationId, slug, name, epoch, closedAt, erasesAt, ...rest } = row;
  const { secondFactor, secondFactorFrom, anySecondFactorFrom, allowedMethods, allowedDomains, idleSeconds, absoluteSeconds, ipRanges } =
    rest;
  return {
    organizationId,
    slug,
    name,
    epoch: Number(epoch),
    closedAt,
    erasesAt,
    role: roleOf(row),
    policy: { secondFactor, secondFactorFrom, anySecondFactorFrom, allowedMethods, allowedDomains, idleSeconds, absoluteSeconds, ipRanges },
    networks: networksOf(ipRanges),
    shown,
  };
}
