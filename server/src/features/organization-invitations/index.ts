export { organizationInvitationRoutes } from "./organization-invitations.routes.ts";
export { deleteDecided } from "./organization-invitations.queries.ts";
export { withdrawOffersBeyond, withdrawOffersOfRemoved } from "./withdraw-offers.ts";
export { findInvitedAddress, registerByInvitation } from "./register-by-invitation.ts";
