import type { Role } from "../../http/access/roles.ts";
import { mailboxKey, type Limiter } from "../../http/limits.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { linkTokenHash, newLinkToken } from "../../platform/link-token.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { actInOrganization, type ActDeps, type Acting } from "../organizations/index.ts";
import { columnsOf, findRole, requireHeld, requireProofToGive } from "../roles/index.ts";
import { INVITATION_SECONDS, MOST_OPEN, type OrganizationInvitation } from "./organization-invitation.ts";
import { countOpen, insertInvitation, listMembersAt, listUndecided, updateInvitation } from "./organization-invitations.queries.ts";

export type InviteDeps = ActDeps & { outbox: Outbox; limiter: Limiter; publicUrl: string };
export type Inviting = { principal: Principal; organizationId: string; emails: readonly string[]; roleId: string; origin: Origin };

type Status = "invited" | "already_invited" | "already_member";
export type InvitedMember = { email: string; status: Status; invitationId: string | null; isMailed: boolean; link: string | null };

/**
 * Invites the owners of addresses, each once: who waits already gets the role, and no second mail. All or none: throws
 * `grant_exceeds_own` for a role that permits more than the inviter's, `step_up_required` for one that permits what owners alone may do, `too_many_invitations`, `too_many_requests` when the inviter has
 * had too many mails sent, 422 for a role that there is not, and what `actInOrganization` throws.
 */
export async function inviteMembers(deps: InviteDeps, { emails, roleId, ...act }: Inviting): Promise<InvitedMember[]> {
  const asked = [...new Set(emails)];
  const mailable = await admitMails(deps, act, asked);
  return actInOrganization(deps, { ...act, permission: "members:invite" }, async (tx, acting) => {
    const { organization, access, now } = acting;
    const role = await findRole(tx, organization.id, roleId);
    if (!role) throw invalidField("/roleId", [{ code: "unknown", message: "Is no role of this organization." }]);
    requireHeld(access, role.permissions);
    await requireProofToGive(tx, acting, role.permissions);
    const members = new Set(await listMembersAt(tx, organization.id, asked));
    const waiting = new Map((await listUndecided(tx, organization.id, asked)).map((invitation) => [invitation.email, invitation]));
    const items: InvitedMember[] = [];
    for (const email of asked) {
      const invitation = waiting.get(email);
      if (members.has(email)) items.push({ email, status: "already_member", invitationId: null, isMailed: false, link: null });
      else if (invitation && invitation.expiresAt > now) items.push(await giveRole(tx, acting, { invitation, role, origin: act.origin }));
      else items.push(await invite(deps, tx, acting, { email, invitation, role, isMailed: mailable.has(email), origin: act.origin }));
    }
    if (items.some(({ status }) => status === "invited")) await requireRoomForOpen(tx, organization.id, now);
    return items;
  });
}

/** Throws `too_many_invitations`. */
export async function requireRoomForOpen(tx: Db, organizationId: string, now: Date): Promise<void> {
  if ((await countOpen(tx, organizationId, now)) > MOST_OPEN) throw new Problem("too_many_invitations");
}

/** Counts the mails that this will send, before anything is held. Answers with the mailboxes that have not had too many today. */
async function admitMails(
  { db, clock, limiter }: InviteDeps,
  { principal, organizationId }: Pick<Inviting, "principal" | "organizationId">,
  emails: readonly string[],
): Promise<Set<string>> {
  const settled = await inOrganization(db, organizationId, async (tx) => {
    const waiting = await listUndecided(tx, organizationId, emails);
    const open = waiting.filter(({ expiresAt }) => expiresAt > clock()).map(({ email }) => email);
    return new Set([...open, ...(await listMembersAt(tx, organizationId, emails))]);
  });
  const mailable = new Set<string>();
  for (const email of emails.filter((one) => !settled.has(one))) {
    await limiter.consume("organizationMails", principal.userId);
    if (await limiter.isWithin("invitedMailbox", mailboxKey(email))) mailable.add(email);
  }
  return mailable;
}

type Invited = { email: string; invitation: OrganizationInvitation | undefined; role: Role; isMailed: boolean; origin: Origin };

/** A new invitation, or one that has expired anew. */
async function invite(
  deps: InviteDeps,
  tx: Db,
  acting: Acting,
  { email, invitation, role, isMailed, origin }: Invited,
): Promise<InvitedMember> {
  const { organization, actor, now } = acting;
  const id = invitation?.id ?? newId(now);
  const sent = await sendLink(deps, tx, acting, { email, isMailed });
  const made = { ...columnsOf(role), ...sent.columns, invitedBy: actor.id, invitedByName: actor.name };
  const undecided = { acceptedAt: null, acceptedBy: null, declinedAt: null, revokedAt: null };
  const organizationId = organization.id;
  if (invitation) await updateInvitation(tx, invitation, made);
  else await insertInvitation(tx, { id, organizationId, email, createdAt: now, ...made, ...undecided });
  const target = { type: "organization_invitation", id } as const;
  const after = { roleId: role.id, expiresAt: sent.columns.expiresAt };
  await recordEvent(
    tx,
    { action: "organization_invitation.created", outcome: "success", actor, target, organizationId, origin, after },
    now,
  );
  return { email, status: "invited", invitationId: id, isMailed: sent.isMailed, link: sent.link };
}

type Sent = {
  columns: Pick<OrganizationInvitation, "tokenHash" | "wasMailed" | "lastSentAt" | "expiresAt">;
  isMailed: boolean;
  link: string | null;
};

/** A new link, which goes to the mailbox, or to who invites where no mail is sent. */
export async function sendLink(
  { outbox, publicUrl }: Pick<InviteDeps, "outbox" | "publicUrl">,
  tx: Db,
  { organization, actor, now }: Acting,
  { email, isMailed }: { email: string; isMailed: boolean },
): Promise<Sent> {
  const token = newLinkToken();
  const link = `${publicUrl}/join#token=${token}`;
  const expiresAt = addSeconds(now, INVITATION_SECONDS);
  const values = { organization: organization.name, inviter: actor.name, link };
  if (isMailed) await outbox.put(tx, { kind: "organization_invitation", to: email, values, expiresAt }, now);
  const wasMailed = outbox.mode === "smtp";
  const columns = { tokenHash: linkTokenHash(token), wasMailed, lastSentAt: now, expiresAt };
  return { columns, isMailed: wasMailed && isMailed, link: wasMailed ? null : link };
}

/** Who waits already is offered another role. Nobody takes back an offer of more than they hold. */
async function giveRole(
  tx: Db,
  { organization, access, actor, now }: Acting,
  { invitation, role, origin }: { invitation: OrganizationInvitation; role: Role; origin: Origin },
): Promise<InvitedMember> {
  const { id, email } = invitation;
  const answer = { email, status: "already_invited", invitationId: id, isMailed: false, link: null } as const;
  const before = invitation.builtInRole ?? String(invitation.roleId);
  if (before === role.id) return answer;
  requireHeld(access, (await findRole(tx, organization.id, before))?.permissions ?? []);
  await updateInvitation(tx, invitation, columnsOf(role));
  await recordEvent(
    tx,
    {
      action: "organization_invitation.updated",
      outcome: "success",
      actor,
      target: { type: "organization_invitation", id },
      organizationId: organization.id,
      origin,
      before: { roleId: before },
      after: { roleId: role.id },
    },
    now,
  );
  return answer;
}
