import { roleOf } from "../../http/access/roles.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { getOrganization } from "../organizations/index.ts";
import { holdAdministrator } from "../sessions/index.ts";
import { getPolicySummary, listMembers } from "./instance-organizations.queries.ts";

export type LookDeps = { db: Db; clock: Clock };
type Look = { id: string; reason: string; cursor?: string | undefined; limit: number; principal: Principal; origin: Origin };

/**
 * What an administrator of the instance sees of a tenant, and the line in the tenant's own record that says so: neither is there without
 * the other. Throws `not_found`, and what `holdAdministrator` throws.
 */
export async function lookInto({ db, clock }: LookDeps, { id, reason, cursor, limit, principal, origin }: Look) {
  const page = { limit, ...(cursor && { before: decodeIdCursor(cursor) }) };
  return db.transaction(async (tx) => {
    const now = clock();
    const { actor } = await holdAdministrator(tx, principal, "organizations:read", now);
    await enterOrganization(tx, id);
    const organization = await getOrganization(tx, id);
    const { ipRanges, ...policy } = await getPolicySummary(tx, id);
    const members = await listMembers(tx, id, page);
    const target = { type: "organization", id } as const;
    const event = { action: "organization.looked_into", outcome: "success", actor, target, organizationId: id, origin } as const;
    await recordEvent(tx, { ...event, after: { purpose: reason } }, now);
    const items = members.slice(0, limit).map(({ userId, name, email, joinedAt, ...role }) => {
      return { userId, name, email, joinedAt, role: roleOf({ ...role, rolePermissions: null }) };
    });
    const last = items.at(-1);
    const nextCursor = members.length > limit ? encodeIdCursor(last && { id: last.userId }) : null;
    return { ...organization, policy: { ...policy, ipRanges: ipRanges.length }, members: { items, nextCursor } };
  });
}
