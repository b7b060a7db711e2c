import { mailboxKey, type Limiter } from "../../http/limits.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { linkTokenHash, newLinkToken } from "../../platform/link-token.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { requireOpenRegistration, type RegistrationPolicy } from "../registration-policy/index.ts";
import { holdAdministrator } from "../sessions/index.ts";
import { INVITATION_SECONDS, type Invitation } from "./invitation.ts";
import { isSettledAddress, upsertOpenInvitation } from "./invitations.queries.ts";

export type CreateInvitationDeps = {
  db: Db;
  clock: Clock;
  outbox: Outbox;
  limiter: Limiter;
  publicUrl: string;
  config: { registration: RegistrationPolicy };
};

/** Without a principal it is the operator who invites. */
export type Inviting = { email: string; principal?: Principal; origin?: Origin };

/** The link is null where it goes out by mail: then only the mailbox gets it. */
export type Invited = Pick<Invitation, "id" | "email" | "createdAt" | "expiresAt"> & { link: string | null };

/**
 * Invites the owner of an address, for seven days. Who is invited already gets a new link, which makes the one before worthless. Throws
 * `registration_closed` where nobody can register, `email_taken` for an account that is verified or disabled,
 * `too_many_requests` when too many mails went to the address, and what `holdAdministrator` throws.
 */
export async function createInvitation(
  { db, clock, outbox, limiter, publicUrl, config }: CreateInvitationDeps,
  { email, principal, origin }: Inviting,
): Promise<Invited> {
  requireOpenRegistration(config.registration, true);
  await limiter.consume("recipient", mailboxKey(email));
  return db.transaction(async (tx) => {
    const now = clock();
    const held = principal && (await holdAdministrator(tx, principal, "invitations:create", now));
    const inviter = held?.administrator;
    const token = newLinkToken();
    const { id, createdAt, expiresAt } = await upsertOpenInvitation(tx, {
      id: newId(now),
      email,
      tokenHash: linkTokenHash(token),
      invitedBy: inviter?.id ?? null,
      createdAt: now,
      expiresAt: addSeconds(now, INVITATION_SECONDS),
    });
    // Only now: an invitation that is being accepted meanwhile has been waited for.
    if (await isSettledAddress(tx, email)) throw new Problem("email_taken", { detail: TAKEN });
    const actor = held?.actor ?? ({ type: "system" } as const);
    const target = { type: "invitation", id } as const;
    const after = { email, expiresAt };
    await recordEvent(tx, { action: "invitation.created", outcome: "success", actor, target, ...(origin && { origin }), after }, now);
    const link = `${publicUrl}/sign-up#invitation=${token}`;
    await outbox.put(tx, { kind: "invitation", to: email, values: { inviter: inviter?.name ?? OPERATOR, link }, expiresAt }, now);
    return { id, email, createdAt, expiresAt, link: outbox.mode === "smtp" ? null : link };
  });
}

const OPERATOR = "An administrator";
const TAKEN = "There is an account with this address already. If it is disabled, enable it.";
