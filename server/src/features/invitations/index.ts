export {
  consumeInvitationOf,
  consumeInvitationOfAddress,
  recordAcceptance,
  requireInvitation,
  type InvitationDeps,
} from "./accept-invitation.ts";
export { createInvitation } from "./create-invitation.ts";
export { invitationTokenInput } from "./invitations.endpoints.ts";
export { deleteOldInvitations } from "./invitations.queries.ts";
export { invitationRoutes } from "./invitations.routes.ts";
