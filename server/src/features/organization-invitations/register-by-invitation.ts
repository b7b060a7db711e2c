import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash } from "../../platform/link-token.ts";
import { enterOrganization } from "../../platform/tenant.ts";
import type { Epoch } from "../organization-access/index.ts";
import { lockOrganization } from "../organizations/index.ts";
import type { User } from "../users/index.ts";
import { joinByInvitation } from "./decide-invitation.ts";
import { findByToken } from "./look-at-invitation.ts";
import { stateOf, type OrganizationInvitation } from "./organization-invitation.ts";
import { findInvitation, findOrganizationOfToken, lockInvitation, lockToken } from "./organization-invitations.queries.ts";

/** Whom a mailed link invites; undefined when it is none of an organization's. Throws `invitation_invalid` for one that proves no mailbox. */
export async function findInvitedAddress(deps: { db: Db; clock: Clock }, token: string): Promise<string | undefined> {
  const found = await findByToken(deps, token);
  if (found && !found.invitation.wasMailed) throw new Problem("invitation_invalid");
  return found?.invitation.email;
}

/**
 * Uses an organization's invitation up for who opens an account with its link, which came by mail and so proves the address. `open`
 * makes the account, and holds the person before the organization is held. Of two at once the second waits before that, and finds the
 * invitation used. Throws `invitation_invalid`. Answers with the epoch to announce.
 */
export async function registerByInvitation(
  tx: Db,
  { token, email, origin, open }: { token: string; email: string; origin: Origin; open: () => Promise<User> },
  now: Date,
): Promise<Epoch[]> {
  const tokenHash = linkTokenHash(token);
  await lockToken(tx, tokenHash);
  const found = await findOrganizationOfToken(tx, tokenHash);
  if (!found) throw new Problem("invitation_invalid");
  const { organizationId, invitationId } = found;
  await enterOrganization(tx, organizationId);
  const isGood = (one: OrganizationInvitation) =>
    one.email === email && one.wasMailed && one.tokenHash.equals(tokenHash) && stateOf(one, now) === "open";
  const before = await findInvitation(tx, organizationId, invitationId);
  if (!before || !isGood(before)) throw new Problem("invitation_invalid");
  const user = await open();
  // Opening takes a claimed account out of the organizations of its maker, each of which it enters.
  await enterOrganization(tx, organizationId);
  const organization = await lockOrganization(tx, organizationId);
  const invitation = await lockInvitation(tx, organizationId, invitationId);
  if (organization.closedAt || !invitation || !isGood(invitation)) throw new Problem("invitation_invalid");
  return joinByInvitation(tx, { user, organization, invitation }, origin, now);
}
