import { mount, type Api } from "../../http/mount.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { lookAtInvitation } from "./accept-invitation.ts";
import { createInvitation, type CreateInvitationDeps } from "./create-invitation.ts";
import { inviteToInstance, listInvitations, lookAtInvitationLink, revokeOneInvitation } from "./invitations.endpoints.ts";
import { listOpenInvitations, type ListedInvitation } from "./invitations.queries.ts";
import { revokeInvitation } from "./revoke-invitation.ts";

/** An open invitation as an administrator sees it. */
function present({ invitedBy, inviterName, ...invitation }: ListedInvitation, now: Date) {
  const inviter = invitedBy !== null && inviterName !== null ? { id: invitedBy, name: inviterName } : null;
  return { ...invitation, isExpired: invitation.expiresAt <= now, invitedBy: inviter };
}

export function invitationRoutes(api: Api, deps: CreateInvitationDeps): void {
  mount(api, inviteToInstance, ({ body: { email } }, { principal, origin }) => createInvitation(deps, { email, principal, origin }));

  mount(api, listInvitations, async ({ query: { cursor, limit } }) => {
    const rows = await listOpenInvitations(deps.db, { limit, ...(cursor && { before: decodeIdCursor(cursor) }) });
    const items = rows.slice(0, limit).map((row) => present(row, deps.clock()));
    return { items, nextCursor: rows.length > limit ? encodeIdCursor(items.at(-1)) : null };
  });

  mount(api, revokeOneInvitation, ({ params: { invitationId } }, { principal, origin }) =>
    revokeInvitation(deps, { invitationId, principal, origin }),
  );

  mount(api, lookAtInvitationLink, ({ body: { token } }) => lookAtInvitation(deps, token));
}
