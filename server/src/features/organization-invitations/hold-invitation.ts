import type { Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash } from "../../platform/link-token.ts";
import { enterOrganization, enterPerson } from "../../platform/tenant.ts";
import type { Outbox } from "../mail/index.ts";
import { lockOrganization, type Organization } from "../organizations/index.ts";
import { holdPrincipal } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { stateOf, type OrganizationInvitation } from "./organization-invitation.ts";
import { findOrganizationOfOwn, findOrganizationOfToken, lockInvitation } from "./organization-invitations.queries.ts";

export type Deciding = { principal: Principal; invitationId: string; token: string | undefined };
export type Held = { user: User; organization: Organization; invitation: OrganizationInvitation };

/**
 * The invitation that a person decides about, held with them and the organization, in which the transaction is from then on. It is
 * theirs by its address, which must be proven: by a link from somebody else's mailbox nobody gets in. Where there is no mail, nobody can
 * prove an address, and who invites hands the link over: there it stands for the proof. What the person has accepted
 * is found, too. Throws `email_not_verified`, `not_found` for what is not theirs, `invitation_for_another` to who holds the link, and
 * `invitation_invalid`.
 */
export async function holdInvitation(
  { outbox }: { outbox: Pick<Outbox, "mode"> },
  tx: Db,
  { principal, invitationId, token }: Deciding,
  now: Date,
): Promise<Held> {
  const { user } = await holdPrincipal(tx, principal, now);
  if (!user.emailVerifiedAt && !(token !== undefined && outbox.mode === "off"))
    throw new Problem("email_not_verified", { detail: UNPROVEN });
  const organizationId = await findOrganization(tx, { userId: user.id, invitationId, token });
  await enterOrganization(tx, organizationId);
  const organization = await lockOrganization(tx, organizationId);
  const invitation = await lockInvitation(tx, organization.id, invitationId);
  if (!invitation) throw new Problem("invitation_invalid");
  if (invitation.acceptedBy === user.id) return { user, organization, invitation };
  const isReplaced = token !== undefined && !invitation.tokenHash.equals(linkTokenHash(token));
  if (isReplaced || organization.closedAt || stateOf(invitation, now) !== "open") throw new Problem("invitation_invalid");
  if (invitation.email !== user.email) throw new Problem("invitation_for_another", { detail: forAnother(invitation.email) });
  return { user, organization, invitation };
}

/** By the link, or by the address. Throws `invitation_invalid` for a link of another or of none, and `not_found`. */
async function findOrganization(
  tx: Db,
  { userId, invitationId, token }: { userId: string; invitationId: string; token: string | undefined },
): Promise<string> {
  if (token !== undefined) {
    const found = await findOrganizationOfToken(tx, linkTokenHash(token));
    if (found?.invitationId !== invitationId) throw new Problem("invitation_invalid");
    return found.organizationId;
  }
  await enterPerson(tx, userId);
  const organizationId = await findOrganizationOfOwn(tx, invitationId);
  if (organizationId === undefined) throw new Problem("not_found");
  return organizationId;
}

/** Who holds the link is told whose it is as far as they need to find the right account, and no more: it may have been passed on. */
function forAnother(email: string): string {
  const at = email.lastIndexOf("@");
  return `This invitation is for ${email.slice(0, 1)}\u2022\u2022\u2022${email.slice(at)}, and you are signed in with another address.`;
}

const UNPROVEN = "Confirm the address of your account first: the invitation is for its owner.";
