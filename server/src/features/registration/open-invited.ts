import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { consumeInvitationOf, recordAcceptance } from "../invitations/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { openAccount, type OpenDeps } from "./open-account.ts";
import type { Registration } from "./registration.ts";

export type OpenInvitedDeps = OpenDeps & { db: Db; clock: Clock; denylist: Denylist };

/**
 * Gives the account of an address, confirmed, to who holds its invitation, once. Throws `invitation_invalid`, and what `openAccount`
 * throws.
 */
export async function openInvited(
  deps: OpenInvitedDeps,
  registration: Registration,
  { token, origin }: { token: string; origin: Origin },
): Promise<void> {
  await endingSessions(deps, async (tx, end, now) => {
    const invitation = await consumeInvitationOf(tx, { token, email: registration.email }, now);
    const user = await openAccount(deps, tx, end, { ...registration, origin }, now);
    await recordAcceptance(tx, { invitationId: invitation.id, user, origin }, now);
  });
}
