import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, time } from "../../http/schemas.ts";

/** The secret of an invitation's link. */
const tokenInput = z.string().max(100).describe("What stands behind `#token=` in the link.");
const role = z.object({ id: z.string(), name: z.string() });
const offer = {
  organization: z.object({ id, name: z.string() }),
  role,
  invitedBy: z.string().nullable().describe("The name of who invites; null when they are gone."),
  expiresAt: time,
};
const decision = {
  params: z.object({ invitationId: id }),
  body: z.strictObject({
    token: tokenInput.optional().describe("Of the link, by which it came. Not needed for an invitation to your own confirmed address."),
  }),
};

export const lookAtOrganizationInvitation = endpoint({
  method: "POST",
  path: "/api/v1/organization-invitations/look",
  operationId: "lookAtOrganizationInvitation",
  summary: "What an invitation's link offers, and to whom",
  description: "Consumes nothing, and does not tell whether the address has an account.",
  tag: "Organizations",
  permission: "public",
  limit: "codes",
  audit: [],
  request: { body: z.strictObject({ token: tokenInput }) },
  response: {
    status: 200,
    description: "A good invitation.",
    body: z
      .object({
        id,
        ...offer,
        email: z.string(),
        opensRegistration: z
          .boolean()
          .describe("Whether an account of that address can be created with the token, as `invitationToken`, and is a member at once."),
      })
      .meta({ id: "OfferedMembership" }),
  },
  problems: ["invitation_invalid"],
});

export const listMyOrganizationInvitations = endpoint({
  method: "GET",
  path: "/api/v1/me/organization-invitations",
  operationId: "listMyOrganizationInvitations",
  summary: "List the open invitations to your address, newest first",
  description: "A hundred at most. None before your address is confirmed.",
  tag: "Organizations",
  permission: "authenticated",
  impersonation: "refused",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "Those that you can accept.",
    body: z.object({ items: z.array(z.object({ id, ...offer, createdAt: time }).meta({ id: "MyOrganizationInvitation" })) }),
  },
  problems: [],
});

export const acceptOrganizationInvitation = endpoint({
  method: "POST",
  path: "/api/v1/me/organization-invitations/:invitationId/accept",
  operationId: "acceptOrganizationInvitation",
  summary: "Become a member of the organization that invites you",
  description:
    "The invitation must be to your own confirmed address: a link that was passed on lets nobody else in. Who is a member already keeps the role they have. To act in it, switch to it. Accepting again says the same.",
  tag: "Organizations",
  permission: "authenticated",
  limit: "codes",
  audit: ["organization_invitation.accepted"],
  request: decision,
  response: {
    status: 200,
    description: "You are a member.",
    body: z.object({ organization: z.object({ id, slug: z.string(), name: z.string() }), role }).meta({ id: "JoinedOrganization" }),
  },
  problems: ["email_not_verified", "invitation_for_another", "not_found", "too_many_organizations", "invitation_invalid"],
});

export const declineOrganizationInvitation = endpoint({
  method: "POST",
  path: "/api/v1/me/organization-invitations/:invitationId/decline",
  operationId: "declineOrganizationInvitation",
  summary: "Turn an invitation down",
  tag: "Organizations",
  permission: "authenticated",
  limit: "codes",
  audit: ["organization_invitation.declined"],
  request: decision,
  response: { status: 204, description: "Declined." },
  problems: ["email_not_verified", "invitation_for_another", "not_found", "invitation_invalid"],
});
