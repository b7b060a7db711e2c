import { roleOf, type Role } from "../../http/access/roles.ts";
import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import type { Outbox } from "../mail/index.ts";
import { growEpoch, listOrganizationsOf, type Epoch } from "../organization-access/index.ts";
import { insertMembership, requireRoom, type Organization } from "../organizations/index.ts";
import type { Denylist } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { holdInvitation, type Deciding, type Held } from "./hold-invitation.ts";
import { updateInvitation } from "./organization-invitations.queries.ts";

export type DecideDeps = { db: Db; clock: Clock; outbox: Pick<Outbox, "mode">; denylist: Denylist };
export type Joined = { organization: Pick<Organization, "id" | "slug" | "name">; role: Pick<Role, "id" | "name"> };

/**
 * Makes the person a member, once, however often and from how many devices at once they accept. Who is one already keeps the role they
 * have. Throws what `holdInvitation` throws, and `too_many_organizations`.
 */
export async function acceptInvitation(deps: DecideDeps, { origin, ...deciding }: Deciding & { origin: Origin }): Promise<Joined> {
  const grown: Epoch[] = [];
  const joined = await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const held = await holdInvitation(deps, tx, deciding, now);
    if (!held.invitation.acceptedAt) {
      if (!(await findOwn(tx, held))) await requireRoom(tx, held.user.id);
      grown.push(...(await joinByInvitation(tx, held, origin, now)));
    }
    const own = await findOwn(tx, held);
    // They accepted, and have left or been removed since.
    if (!own) throw new Problem("invitation_invalid");
    const { id, name } = roleOf({ ...own, rolePermissions: null });
    return { organization: held.organization, role: { id, name } };
  });
  await deps.denylist.announce(grown);
  return joined;
}

async function findOwn(tx: Db, { user, organization }: Held) {
  return (await listOrganizationsOf(tx, user.id)).find(({ organizationId }) => organizationId === organization.id);
}

/** Uses an open invitation up and begins the membership, all of it held. Answers with the epoch that is to be announced. */
export async function joinByInvitation(tx: Db, { user, organization, invitation }: Held, origin: Origin, now: Date): Promise<Epoch[]> {
  const { builtInRole, roleId } = invitation;
  const organizationId = organization.id;
  await updateInvitation(tx, invitation, { acceptedAt: now, acceptedBy: user.id });
  const membership = { organizationId, userId: user.id, builtInRole, roleId, version: 1, createdAt: now };
  const isNew = await insertMembership(tx, membership);
  await recordDecision(
    tx,
    { user, organizationId, invitationId: invitation.id, origin },
    "accepted",
    now,
    isNew ? (builtInRole ?? roleId) : null,
  );
  return isNew ? [await growEpoch(tx, organizationId, now)] : [];
}

/** Throws what `holdInvitation` throws. */
export async function declineInvitation(deps: DecideDeps, { origin, ...deciding }: Deciding & { origin: Origin }): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const { user, organization, invitation } = await holdInvitation(deps, tx, deciding, now);
    if (invitation.acceptedAt) throw new Problem("invitation_invalid");
    await updateInvitation(tx, invitation, { declinedAt: now });
    await recordDecision(tx, { user, organizationId: organization.id, invitationId: invitation.id, origin }, "declined", now);
  });
}

type Decided = { user: Pick<User, "id" | "name">; organizationId: string; invitationId: string; origin: Origin };

async function recordDecision(
  tx: Db,
  { user, organizationId, invitationId, origin }: Decided,
  decision: "accepted" | "declined",
  now: Date,
  roleId?: string | null,
): Promise<void> {
  await recordEvent(
    tx,
    {
      action: `organization_invitation.${decision}`,
      outcome: "success",
      actor: { type: "user", id: user.id, name: user.name },
      target: { type: "organization_invitation", id: invitationId },
      organizationId,
      subjectUserId: user.id,
      origin,
      ...(roleId !== undefined && { after: { roleId } }),
    },
    now,
  );
}
