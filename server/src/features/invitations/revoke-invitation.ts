import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { holdAdministrator } from "../sessions/index.ts";
import { revokeOpenInvitation } from "./invitations.queries.ts";

/** Withdraws an open invitation: its link is worthless from then on. Throws `not_found`, and what `holdAdministrator` throws. */
export async function revokeInvitation(
  { db, clock }: { db: Db; clock: Clock },
  { invitationId, principal, origin }: { invitationId: string; principal: Principal; origin: Origin },
): Promise<void> {
  await db.transaction(async (tx) => {
    const now = clock();
    const { actor } = await holdAdministrator(tx, principal, "invitations:revoke", now);
    const invitation = await revokeOpenInvitation(tx, invitationId, now);
    if (!invitation) throw new Problem("not_found");
    const target = { type: "invitation", id: invitationId } as const;
    const before = { email: invitation.email };
    await recordEvent(tx, { action: "invitation.revoked", outcome: "success", actor, target, origin, before }, now);
  });
}
