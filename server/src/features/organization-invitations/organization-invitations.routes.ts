import { roleOf } from "../../http/access/roles.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import type { RegistrationPolicy } from "../registration-policy/index.ts";
import { getUser } from "../users/index.ts";
import { resendInvitation, revokeInvitation } from "./change-invitation.ts";
import { acceptInvitation, declineInvitation } from "./decide-invitation.ts";
import { inviteMembers, type InviteDeps } from "./invite-members.ts";
import { listMine, lookAtInvitation } from "./look-at-invitation.ts";
import * as mine from "./my-invitations.endpoints.ts";
import { stateOf } from "./organization-invitation.ts";
import * as theirs from "./organization-invitations.endpoints.ts";
import { listInvitations, type ListedInvitation } from "./organization-invitations.queries.ts";

/** An invitation as who looks after the organization sees it. */
function present({ invitedBy: inviter, invitedByName, ...invitation }: ListedInvitation, now: Date) {
  const invitedBy = inviter !== null && invitedByName !== null ? { id: inviter, name: invitedByName } : null;
  const isRoleGone = invitation.builtInRole === null && invitation.roleId === null;
  return { ...invitation, role: isRoleGone ? null : roleOf(invitation), state: stateOf(invitation, now), invitedBy };
}

export function organizationInvitationRoutes(api: Api, deps: InviteDeps & { config: { registration: RegistrationPolicy } }): void {
  const { db, clock } = deps;

  mount(api, theirs.inviteMembers, async ({ params, body }, { principal, origin }) => ({
    items: await inviteMembers(deps, { ...params, ...body, principal, origin }),
  }));

  mount(api, theirs.listOrganizationInvitations, async ({ params: { organizationId }, query: { cursor, limit, state } }) => {
    const page = { limit, state, ...(cursor && { before: decodeIdCursor(cursor) }) };
    const rows = await inOrganization(db, organizationId, (tx) => listInvitations(tx, organizationId, page, clock()));
    const items = rows.slice(0, limit).map((row) => present(row, clock()));
    return { items, nextCursor: rows.length > limit ? encodeIdCursor(items.at(-1)) : null };
  });

  mount(api, theirs.resendOrganizationInvitation, ({ params }, { principal, origin }) =>
    resendInvitation(deps, { ...params, principal, origin }),
  );

  mount(api, theirs.revokeOrganizationInvitation, ({ params }, { principal, origin }) =>
    revokeInvitation(deps, { ...params, principal, origin }),
  );

  mount(api, mine.lookAtOrganizationInvitation, ({ body: { token } }) => lookAtInvitation(deps, token));

  mount(api, mine.listMyOrganizationInvitations, async (_input, { principal: { userId } }) => ({
    items: await listMine(deps, await getUser(db, userId)),
  }));

  mount(api, mine.acceptOrganizationInvitation, ({ params: { invitationId }, body: { token } }, { principal, origin }) =>
    acceptInvitation(deps, { invitationId, token, principal, origin }),
  );

  mount(api, mine.declineOrganizationInvitation, ({ params: { invitationId }, body: { token } }, { principal, origin }) =>
    declineInvitation(deps, { invitationId, token, principal, origin }),
  );
}
