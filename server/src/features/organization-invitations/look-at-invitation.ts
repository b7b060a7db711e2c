import { roleOf, type Role } from "../../http/access/roles.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash } from "../../platform/link-token.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { getOrganization, type Organization } from "../organizations/index.ts";
import { isAdmittedByOrganization, type RegistrationPolicy } from "../registration-policy/index.ts";
import { findRole } from "../roles/index.ts";
import { stateOf, type OrganizationInvitation } from "./organization-invitation.ts";
import { findInvitation, findOrganizationOfToken, listOffered } from "./organization-invitations.queries.ts";

type LookDeps = { db: Db; clock: Clock };

type Offer = {
  id: string;
  organization: Pick<Organization, "id" | "name">;
  role: Pick<Role, "id" | "name">;
  invitedBy: string | null;
  expiresAt: Date;
};

/** An open invitation by its link. Undefined when the link is worth nothing. */
export async function findByToken(
  { db, clock }: LookDeps,
  token: string,
): Promise<{ invitation: OrganizationInvitation; organization: Organization; role: Role } | undefined> {
  const found = await findOrganizationOfToken(db, linkTokenHash(token));
  if (!found) return undefined;
  return inOrganization(db, found.organizationId, async (tx) => {
    const organization = await getOrganization(tx, found.organizationId);
    const invitation = await findInvitation(tx, organization.id, found.invitationId);
    if (!invitation || organization.closedAt || stateOf(invitation, clock()) !== "open") return undefined;
    const role = await findRole(tx, organization.id, invitation.builtInRole ?? String(invitation.roleId));
    return role && { invitation, organization, role };
  });
}

/** What the link offers, and to whom. Consumes nothing. Throws `invitation_invalid`. */
export async function lookAtInvitation(
  deps: LookDeps & { config: { registration: RegistrationPolicy } },
  token: string,
): Promise<Offer & { email: string; opensRegistration: boolean }> {
  const found = await findByToken(deps, token);
  if (!found) throw new Problem("invitation_invalid");
  const { organization, role, invitation } = found;
  const { id, email, wasMailed, invitedByName: invitedBy, expiresAt } = invitation;
  const opensRegistration = wasMailed && (await isAdmittedByOrganization(deps.config.registration, email));
  return { id, organization, role, email, invitedBy, expiresAt, opensRegistration };
}

/** What the owner of a proven address can accept; nothing before it is proven. */
export async function listMine(
  { db, clock }: LookDeps,
  { email, emailVerifiedAt }: { email: string; emailVerifiedAt: Date | null },
): Promise<Array<Offer & { createdAt: Date }>> {
  if (!emailVerifiedAt) return [];
  return (await listOffered(db, email, clock())).map((offered) => ({
    ...offered,
    organization: { id: offered.organizationId, name: offered.organizationName },
    role: roleOf({ ...offered, rolePermissions: null }),
    invitedBy: offered.invitedByName,
  }));
}
