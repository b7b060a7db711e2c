import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { mailDomainOf } from "../../platform/mail-domain.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { recordEvent } from "../audit/index.ts";
import { actInOrganization, insertMembership, requireRoom, type ActDeps, type Acting } from "../organizations/index.ts";
import { findUser } from "../users/index.ts";
import { requireHeldRole, type Changing } from "./change-domain.ts";
import { findProvenDomain } from "./domains.queries.ts";
import { decideJoinRequest, findJoinRequest } from "./join-requests.queries.ts";
import type { JoinRequest } from "./organization-domain.ts";

type Deciding = Changing & { requestId: string };

/**
 * Lets in who asks, with the role that people of their domain get now. Who has come in meanwhile keeps the role they have. Throws
 * `not_found` for what does not wait, `grant_exceeds_own`, `too_many_organizations`, and what `actInOrganization` throws.
 */
export async function acceptJoinRequest(deps: ActDeps, { requestId, ...act }: Deciding): Promise<void> {
  const { userId } = await getRequest(deps, act.organizationId, requestId);
  await actInOrganization(deps, { ...act, permission: "members:invite", persons: [userId] }, async (tx, acting) => {
    const { organization, now, growEpoch } = acting;
    const user = await findUser(tx, userId);
    if (!user || user.disabledAt || !user.emailVerifiedAt) throw new Problem("not_found");
    const domain = await findProvenDomain(tx, organization.id, mailDomainOf(user.email));
    const role = domain?.newMemberRole ?? "viewer";
    requireHeldRole(acting, role);
    await requireRoom(tx, userId);
    await decide(tx, acting, { requestId, userId, decision: "accepted", origin: act.origin, after: { roleId: role } });
    const membership = { organizationId: organization.id, userId, builtInRole: role, roleId: null, version: 1, createdAt: now };
    if (await insertMembership(tx, membership)) await growEpoch();
  });
}

/** Throws `not_found` for what does not wait, and what `actInOrganization` throws. */
export async function declineJoinRequest(deps: ActDeps, { requestId, ...act }: Deciding): Promise<void> {
  const { userId } = await getRequest(deps, act.organizationId, requestId);
  await actInOrganization(deps, { ...act, permission: "members:invite" }, (tx, acting) =>
    decide(tx, acting, { requestId, userId, decision: "declined", origin: act.origin }),
  );
}

/** Who asked never changes, so that they can be held before the organization is. */
async function getRequest({ db }: Pick<ActDeps, "db">, organizationId: string, id: string): Promise<JoinRequest> {
  const request = await inOrganization(db, organizationId, (tx) => findJoinRequest(tx, organizationId, id));
  if (!request) throw new Problem("not_found");
  return request;
}

type Decided = Pick<Deciding, "requestId" | "origin"> & {
  userId: string;
  decision: "accepted" | "declined";
  after?: Record<string, unknown>;
};

async function decide(
  tx: Db,
  { organization, actor, now }: Acting,
  { requestId: id, userId, decision, origin, after }: Decided,
): Promise<void> {
  const organizationId = organization.id;
  const isDecided = await decideJoinRequest(tx, { id, organizationId }, { decision, decidedBy: actor.id, decidedAt: now });
  if (!isDecided) throw new Problem("not_found");
  await recordEvent(
    tx,
    {
      action: `join_request.${decision}`,
      outcome: "success",
      actor,
      target: { type: "join_request", id },
      organizationId,
      subjectUserId: userId,
      origin,
      ...(after && { after }),
    },
    now,
  );
}
