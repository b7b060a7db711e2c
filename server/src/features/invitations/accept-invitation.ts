import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash } from "../../platform/link-token.ts";
import { recordEvent } from "../audit/index.ts";
import { requireOpenRegistration, type RegistrationPolicy } from "../registration-policy/index.ts";
import type { User } from "../users/index.ts";
import { consumeInvitation, consumeInvitationAt, findGoodInvitation } from "./invitations.queries.ts";

export type InvitationDeps = { db: Db; clock: Clock; config: { registration: RegistrationPolicy } };

/** Whom the link invites. Consumes nothing. Throws `registration_closed` where nobody can register, and `invitation_invalid`. */
export async function lookAtInvitation({ db, clock, config }: InvitationDeps, token: string): Promise<{ email: string }> {
  requireOpenRegistration(config.registration, true);
  const invitation = await findGoodInvitation(db, linkTokenHash(token), clock());
  if (!invitation) throw new Problem("invitation_invalid");
  return invitation;
}

/** Lets pass who registers the address that the link invites. Consumes nothing. Throws what `lookAtInvitation` throws. */
export async function requireInvitation(deps: InvitationDeps, { token, email }: { token: string; email: string }): Promise<void> {
  if ((await lookAtInvitation(deps, token)).email !== email) throw new Problem("invitation_invalid");
}

/**
 * Uses the invitation up in the transaction that makes or claims the account, whose address it proves. Call it before that, so that of two
 * at once the second waits here and finds it used. Throws `invitation_invalid`, also for another address than it is for.
 */
export async function consumeInvitationOf(tx: Db, { token, email }: { token: string; email: string }, now: Date): Promise<{ id: string }> {
  const invitation = await consumeInvitation(tx, { tokenHash: linkTokenHash(token), email }, now);
  if (!invitation) throw new Problem("invitation_invalid");
  return invitation;
}

/**
 * The same for who has proven the address in another way than by the link, which proves nothing more. Undefined when nobody invited
 * them.
 */
export async function consumeInvitationOfAddress(tx: Db, email: string, now: Date): Promise<{ id: string } | undefined> {
  return consumeInvitationAt(tx, email, now);
}

/** Records who accepted the invitation. */
export async function recordAcceptance(
  tx: Db,
  { invitationId, user, origin }: { invitationId: string; user: Pick<User, "id" | "name">; origin: Origin },
  now: Date,
): Promise<void> {
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "invitation", id: invitationId } as const;
  await recordEvent(tx, { action: "invitation.accepted", outcome: "success", actor, target, subjectUserId: user.id, origin }, now);
}
