import { roleOf, type Role } from "../../http/access/roles.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvents, type Actor } from "../audit/index.ts";
import { listUndecidedOf, revokeInvitations, type ListedInvitation } from "./organization-invitations.queries.ts";

type Withdrawing = {
  organizationId: string;
  /** Whose offers: those that they made, and with `email` those to them as well. */
  of: { userId: string; email?: string };
  actor: Actor;
  origin: Origin;
};

/**
 * A member was removed: no invitation stays open by which they could come back, neither one to their address nor one that they had
 * sent to another mailbox of theirs. Within the organization's context, with it held, as all of these.
 */
export async function withdrawOffersOfRemoved(tx: Db, withdrawing: Withdrawing, now: Date): Promise<void> {
  await withdraw(tx, withdrawing, await listUndecidedOf(tx, withdrawing.organizationId, withdrawing.of), now);
}

/** A member has another role: of the invitations that they sent, those that they could not send any more are withdrawn. */
export async function withdrawOffersBeyond(tx: Db, withdrawing: Withdrawing, { permissions }: Role, now: Date): Promise<void> {
  const isBeyond = (offer: ListedInvitation) => [...roleOf(offer).permissions].some((permission) => !permissions.has(permission));
  const offers = await listUndecidedOf(tx, withdrawing.organizationId, withdrawing.of);
  await withdraw(tx, withdrawing, permissions.has("members:invite") ? offers.filter(isBeyond) : offers, now);
}

async function withdraw(
  tx: Db,
  { organizationId, actor, origin }: Withdrawing,
  offers: readonly ListedInvitation[],
  now: Date,
): Promise<void> {
  if (offers.length === 0) return;
  await revokeInvitations(
    tx,
    organizationId,
    offers.map(({ id }) => id),
    now,
  );
  const common = { action: "organization_invitation.revoked", outcome: "success", actor, organizationId, origin } as const;
  await recordEvents(
    tx,
    offers.map((offer) => ({
      ...common,
      target: { type: "organization_invitation", id: offer.id },
      before: { roleId: offer.builtInRole ?? offer.roleId },
    })),
    now,
  );
}
