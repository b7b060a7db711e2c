import { listEventsOfOrganization } from "../../src/features/audit/audit.queries.ts";
import { listMembers } from "../../src/features/instance-organizations/instance-organizations.queries.ts";
import { listCustomRoles } from "../../src/features/roles/custom-roles.queries.ts";
import type { Db } from "../../src/platform/db.ts";

/** Where a query is asked: an organization, and a row of its somewhere in the list, so that not only first pages are asked for. */
export type Place = { organizationId: string; userId: string; eventAt: Date; sequence: string; invitationId: string };

const limit = 25;

/** The lists of an organization that are read most, by the functions that the API reads them with: each has its explicit filter. */
export const QUERIES: Record<string, (tx: Db, place: Place) => Promise<readonly unknown[]>> = {
  "members, an operator's look": (tx, { organizationId }) => listMembers(tx, organizationId, { limit }),
  "members, a later page": (tx, { organizationId, userId }) => listMembers(tx, organizationId, { limit, before: userId }),
  roles: (tx, { organizationId }) => listCustomRoles(tx, organizationId),
  activity: (tx, { organizationId }) => listEventsOfOrganization(tx, organizationId, { limit }),
  "activity, a later page": (tx, { organizationId, eventAt, sequence }) =>
    listEventsOfOrganization(tx, organizationId, { limit, after: { occurredAt: eventAt, sequence } }),
};
