import { mailboxKey } from "../../http/limits.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, type ActDeps } from "../organizations/index.ts";
import { findRole, requireHeld, requireProofToGive } from "../roles/index.ts";
import { requireRoomForOpen, sendLink, type InviteDeps } from "./invite-members.ts";
import { RESEND_SECONDS, stateOf, type OrganizationInvitation } from "./organization-invitation.ts";
import { findInvitation, lockInvitation, updateInvitation } from "./organization-invitations.queries.ts";

export type Changing = { principal: Principal; organizationId: string; invitationId: string; origin: Origin };

/** What can still be accepted, or could until it expired. Throws `not_found` for what is decided, too. */
function requireUndecided(invitation: OrganizationInvitation | undefined, now: Date): OrganizationInvitation {
  if (!invitation || !["open", "expired"].includes(stateOf(invitation, now))) throw new Problem("not_found");
  return invitation;
}

async function permissionsOffered(tx: Db, { organizationId, builtInRole, roleId }: OrganizationInvitation) {
  return (await findRole(tx, organizationId, builtInRole ?? String(roleId)))?.permissions ?? [];
}

/**
 * Sends a new link, which makes the one before worthless, for another seven days. Throws `not_found`, `too_many_requests` within a minute
 * of the last mail and when too many were sent, `too_many_invitations`, `grant_exceeds_own`, `step_up_required`, and what `actInOrganization` throws.
 */
export async function resendInvitation(
  deps: InviteDeps,
  { invitationId, ...act }: Changing,
): Promise<{ id: string; expiresAt: Date; link: string | null }> {
  const { db, clock, limiter } = deps;
  const { organizationId, principal, origin } = act;
  const found = requireUndecided(
    await inOrganization(db, organizationId, (tx) => findInvitation(tx, organizationId, invitationId)),
    clock(),
  );
  await limiter.consume("organizationMails", principal.userId);
  await limiter.consume("invitedMailbox", mailboxKey(found.email));
  return actInOrganization(deps, { ...act, permission: "members:invite" }, async (tx, acting) => {
    const { access, actor, now } = acting;
    const invitation = requireUndecided(await lockInvitation(tx, organizationId, invitationId), now);
    const offered = await permissionsOffered(tx, invitation);
    requireHeld(access, offered);
    await requireProofToGive(tx, acting, offered);
    const waitSeconds = Math.ceil((addSeconds(invitation.lastSentAt, RESEND_SECONDS).getTime() - now.getTime()) / 1000);
    if (waitSeconds > 0) throw new Problem("too_many_requests", { retryAfterSeconds: waitSeconds });
    const { columns, link } = await sendLink(deps, tx, acting, { email: invitation.email, isMailed: true });
    await updateInvitation(tx, invitation, columns);
    await requireRoomForOpen(tx, organizationId, now);
    const target = { type: "organization_invitation", id: invitationId } as const;
    const after = { expiresAt: columns.expiresAt };
    await recordEvent(
      tx,
      { action: "organization_invitation.resent", outcome: "success", actor, target, organizationId, origin, after },
      now,
    );
    return { id: invitationId, expiresAt: columns.expiresAt, link };
  });
}

/**
 * Withdraws an invitation that waits: its link is worthless from then on. Nobody takes back an offer of more than they hold. Throws
 * `not_found`, `grant_exceeds_own`, and what `actInOrganization` throws.
 */
export async function revokeInvitation(deps: ActDeps, { invitationId, ...act }: Changing): Promise<void> {
  const { organizationId, origin } = act;
  await actInOrganization(deps, { ...act, permission: "members:invite" }, async (tx, { access, actor, now }) => {
    const invitation = requireUndecided(await lockInvitation(tx, organizationId, invitationId), now);
    requireHeld(access, await permissionsOffered(tx, invitation));
    await updateInvitation(tx, invitation, { revokedAt: now });
    const target = { type: "organization_invitation", id: invitationId } as const;
    const before = { roleId: invitation.builtInRole ?? invitation.roleId };
    await recordEvent(
      tx,
      { action: "organization_invitation.revoked", outcome: "success", actor, target, organizationId, origin, before },
      now,
    );
  });
}
