import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Invitation } from "./invitation.ts";

/** An open invitation with who made it. */
export type ListedInvitation = Pick<Invitation, "id" | "email" | "invitedBy" | "createdAt" | "expiresAt"> & { inviterName: string | null };

const isOpen = "accepted_at is null and revoked_at is null";

/** Whose address is settled: who is verified signs in, and who is disabled, but not by themselves, was shut out by the same administrators. */
const isSettled = "users.email_verified_at is not null or (users.disabled_at is not null and users.closed_at is null)";

/**
 * The open invitation of the address: the new one, or the one that is there with the new link, inviter and end. Postgres decides, so that
 * there are never two, however many invite at once; the link of the last one works.
 */
export async function upsertOpenInvitation(tx: Db, invitation: Omit<Invitation, "acceptedAt" | "revokedAt">): Promise<Invitation> {
  const rows = await tx<Invitation>("invitations")
    .insert(invitation)
    .onConflict(tx.raw(`(email) where ${isOpen}`) as never)
    .merge(["tokenHash", "invitedBy", "expiresAt"])
    .returning("*");
  return rows[0] as Invitation;
}

/** The open invitations, newest first, also those that have expired; one more than `limit` when there is a further page. */
export async function listOpenInvitations(db: Db, page: { before?: string; limit: number }): Promise<ListedInvitation[]> {
  const query = db("invitations").leftJoin("users", "users.id", "invitations.invitedBy").whereRaw(isOpen);
  if (page.before) void query.where("invitations.id", "<", page.before);
  return query
    .orderBy("invitations.id", "desc")
    .limit(page.limit + 1)
    .select("invitations.id", "invitations.email", "invitedBy", "invitations.createdAt", "expiresAt", "users.name as inviterName");
}

/** The invitation of a link that could be accepted now. */
export async function findGoodInvitation(db: Db, tokenHash: Buffer, now: Date): Promise<Invitation | undefined> {
  return db<Invitation>("invitations")
    .where({ tokenHash })
    .whereRaw(isOpen)
    .where("expiresAt", ">", now)
    .whereRaw(`not exists (select from users where users.email = invitations.email and (${isSettled}))`)
    .first();
}

/** Uses the invitation up. Undefined when it was used, withdrawn or replaced, has expired, or is for another address: of two at once, one wins. */
export async function consumeInvitation(
  tx: Db,
  { tokenHash, email }: Pick<Invitation, "tokenHash" | "email">,
  now: Date,
): Promise<Invitation | undefined> {
  const rows = await tx<Invitation>("invitations")
    .where({ tokenHash, email })
    .whereRaw(isOpen)
    .where("expiresAt", ">", now)
    .update({ acceptedAt: now })
    .returning("*");
  return rows[0];
}

/** Uses up the invitation of an address that was proven without its link. Undefined when there is none. */
export async function consumeInvitationAt(tx: Db, email: string, now: Date): Promise<Invitation | undefined> {
  const rows = await tx<Invitation>("invitations")
    .where({ email })
    .whereRaw(isOpen)
    .where("expiresAt", ">", now)
    .update({ acceptedAt: now })
    .returning("*");
  return rows[0];
}

/** Withdraws an open invitation. Undefined when there is none. */
export async function revokeOpenInvitation(tx: Db, id: string, now: Date): Promise<Invitation | undefined> {
  const rows = await tx<Invitation>("invitations").where({ id }).whereRaw(isOpen).update({ revokedAt: now }).returning("*");
  return rows[0];
}

/** Whether the address has an account that an invitation has nothing to give: a verified or a disabled one. */
export async function isSettledAddress(db: Db, email: string): Promise<boolean> {
  return (await db("users").where({ email }).whereRaw(`(${isSettled})`).first("id")) !== undefined;
}

const KEEP_SECONDS = 90 * 86_400;

/** Forgets invitations 90 days after they were accepted, withdrawn, or expired. */
export async function deleteOldInvitations(db: Db, now: Date): Promise<void> {
  await db("invitations")
    .whereRaw("coalesce(accepted_at, revoked_at, expires_at) < ?", [addSeconds(now, -KEEP_SECONDS)])
    .delete();
}
