import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { consumeInvitationOf, recordAcceptance } from "../invitations/index.ts";
import type { Epoch } from "../organization-access/index.ts";
import { registerByInvitation } from "../organization-invitations/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import type { InvitedBy } from "./admit-registration.ts";
import { openAccount, type OpenDeps } from "./open-account.ts";
import type { Registration } from "./registration.ts";

export type OpenInvitedDeps = OpenDeps & { db: Db; clock: Clock; denylist: Denylist };

type Invited = { token: string; invitedBy: InvitedBy; origin: Origin };

/**
 * Gives the account of an address, confirmed, to who holds its invitation, once. By an organization's they are a member of it, too.
 * Throws `invitation_invalid`, and what `openAccount` throws.
 */
export async function openInvited(deps: OpenInvitedDeps, registration: Registration, { token, invitedBy, origin }: Invited): Promise<void> {
  const { email } = registration;
  const grown: Epoch[] = [];
  await endingSessions(deps, async (tx, end, now) => {
    const open = () => openAccount(deps, tx, end, { ...registration, origin }, now);
    if (invitedBy === "organization") {
      grown.push(...(await registerByInvitation(tx, { token, email, origin, open }, now)));
      return;
    }
    const invitation = await consumeInvitationOf(tx, { token, email }, now);
    await recordAcceptance(tx, { invitationId: invitation.id, user: await open(), origin }, now);
  });
  await deps.denylist.announce(grown);
}
