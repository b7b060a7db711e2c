import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { emailInput } from "../users/index.ts";

/** The secret of an invitation's link. */
export const invitationTokenInput = z
  .string()
  .max(100)
  .describe("What stands behind `#invitation=` in the link; behind `#token=` in that of an organization.");

const invitation = { id, email: z.string(), createdAt: time, expiresAt: time };

export const inviteToInstance = endpoint({
  method: "POST",
  path: "/api/v1/invitations",
  operationId: "inviteToInstance",
  summary: "Invite the owner of an address to create an account",
  description:
    "The invitation is good for seven days and stands above the registration policy, unless that is `closed`. Who is invited already gets a new link; the one before is worthless then.",
  tag: "Administration",
  permission: "invitations:create",
  stepUp: true,
  limit: "none",
  audit: ["invitation.created"],
  request: { body: z.strictObject({ email: emailInput }) },
  response: {
    status: 201,
    description: "Invited.",
    body: z
      .object({ ...invitation, link: z.string().nullable().describe("To hand over, where no mail is sent; null where it was mailed.") })
      .meta({ id: "NewInvitation" }),
  },
  problems: ["registration_closed", "email_taken", "too_many_requests"],
});

export const listInvitations = endpoint({
  method: "GET",
  path: "/api/v1/invitations",
  operationId: "listInvitations",
  summary: "List the open invitations, newest first",
  description: "Those that have expired too, until they are withdrawn or made again.",
  tag: "Administration",
  permission: "invitations:read",
  limit: "none",
  audit: [],
  request: { query: pageQuery },
  response: {
    status: 200,
    description: "One page of invitations.",
    body: z
      .object({
        items: z.array(
          z
            .object({
              ...invitation,
              isExpired: z.boolean(),
              invitedBy: z.object({ id, name: z.string() }).nullable().describe("Null when an operator invited, or who did is gone."),
            })
            .meta({ id: "Invitation" }),
        ),
        nextCursor,
      })
      .meta({ id: "InvitationPage" }),
  },
  problems: [],
});

export const revokeOneInvitation = endpoint({
  method: "DELETE",
  path: "/api/v1/invitations/:invitationId",
  operationId: "revokeInvitation",
  summary: "Withdraw an open invitation",
  description: "Its link is worthless at once.",
  tag: "Administration",
  permission: "invitations:revoke",
  limit: "none",
  audit: ["invitation.revoked"],
  request: { params: z.object({ invitationId: id }) },
  response: { status: 204, description: "Withdrawn." },
  problems: ["not_found"],
});

export const lookAtInvitationLink = endpoint({
  method: "POST",
  path: "/api/v1/auth/invitations/look",
  operationId: "lookAtInvitationLink",
  summary: "Whom an invitation is for",
  description: "Consumes nothing. The account is made by registering that address with the token.",
  tag: "Sign-in",
  permission: "public",
  limit: "codes",
  audit: [],
  request: { body: z.strictObject({ token: invitationTokenInput }) },
  response: { status: 200, description: "A good invitation.", body: z.object({ email: z.string() }).meta({ id: "InvitedAddress" }) },
  problems: ["registration_closed", "invitation_invalid"],
});
