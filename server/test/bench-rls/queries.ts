import { listEventsOfOrganization } from "../../src/features/audit/audit.queries.ts";
import { listMembers } from "../../src/features/members/members.queries.ts";
import { listInvitations } from "../../src/features/organization-invitations/organization-invitations.queries.ts";
import { listCustomRoles } from "../../src/features/roles/custom-roles.queries.ts";
import type { Db } from "../../src/platform/db.ts";

/** Where a query is asked: an organization, and a row of its somewhere in the list, so that not only first pages are asked for. */
export type Place = { organizationId: string; userId: string; eventAt: Date; sequence: string; invitationId: string };

const limit = 25;
const NOW = new Date();

/** The lists of an organization that are read most, by the functions that the API reads them with: each has its explicit filter. */
export const QUERIES: Record<string, (tx: Db, place: Place) => Promise<readonly unknown[]>> = {
  members: (tx, { organizationId }) => listMembers(tx, { organizationId }, { limit }),
  "members, a later page": (tx, { organizationId, userId }) => listMembers(tx, { organizationId }, { limit, before: userId }),
  "members, searched for": (tx, { organizationId }) => listMembers(tx, { organizationId, search: "ada 1" }, { limit }),
  invitations: (tx, { organizationId }) => listInvitations(tx, organizationId, { limit, state: "open" }, NOW),
  "invitations, a later page": (tx, { organizationId, invitationId }) =>
    listInvitations(tx, organizationId, { limit, before: invitationId }, NOW),
  roles: (tx, { organizationId }) => listCustomRoles(tx, organizationId),
  activity: (tx, { organizationId }) => listEventsOfOrganization(tx, organizationId, { limit }),
  "activity, a later page": (tx, { organizationId, eventAt, sequence }) =>
    listEventsOfOrganization(tx, organizationId, { limit, after: { occurredAt: eventAt, sequence } }),
};
