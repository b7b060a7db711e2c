import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { organizationParams } from "../organizations/index.ts";
import { roleIdInput, roleOutput } from "../roles/index.ts";
import { emailInput } from "../users/index.ts";
import { INVITATION_STATES, MOST_OPEN } from "./organization-invitation.ts";

const MOST_AT_ONCE = 50;
const link = z.string().nullable().describe("To hand over, where no mail is sent; null where it was mailed.");

const invitationOutput = z
  .object({
    id,
    email: z.string(),
    role: roleOutput.nullable().describe("What it offers; null when that role has been deleted since the invitation was decided."),
    state: z.enum(INVITATION_STATES),
    invitedBy: z.object({ id, name: z.string() }).nullable().describe("Null when they are gone."),
    createdAt: time,
    lastSentAt: time,
    expiresAt: time,
  })
  .meta({ id: "OrganizationInvitation" });

const params = organizationParams.extend({ invitationId: id });

export const inviteMembers = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/invitations",
  operationId: "inviteMembers",
  summary: "Invite the owners of addresses to the organization",
  description: `Each invitation is good for seven days. Who is invited already gets the new role, and no second mail; ask for that with resend. At most ${MOST_OPEN} can be open at once. Nobody invites to a role that permits more than theirs. To invite to one that permits what owners alone may do needs a fresh proof of who asks.`,
  tag: "Organizations",
  permission: "members:invite",
  limit: "none",
  audit: ["organization_invitation.created", "organization_invitation.updated"],
  request: {
    params: organizationParams,
    body: z.strictObject({ emails: z.array(emailInput).min(1).max(MOST_AT_ONCE), roleId: roleIdInput }),
  },
  response: {
    status: 200,
    description: "What became of each address, in the order given.",
    body: z
      .object({
        items: z.array(
          z
            .object({
              email: z.string(),
              status: z.enum(["invited", "already_invited", "already_member"]),
              invitationId: id.nullable(),
              isMailed: z
                .boolean()
                .describe(
                  "Whether a mail goes out now. False also where too many have gone to the mailbox today: its owner sees the invitation once they are signed in.",
                ),
              link,
            })
            .meta({ id: "InvitedMember" }),
        ),
      })
      .meta({ id: "InvitedMembers" }),
  },
  problems: ["grant_exceeds_own", "step_up_required", "too_many_invitations", "too_many_requests"],
});

export const listOrganizationInvitations = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/invitations",
  operationId: "listOrganizationInvitations",
  summary: "List the invitations to the organization, newest first",
  description: "Those that are decided or have expired are forgotten after 30 days.",
  tag: "Organizations",
  permission: "members:read",
  limit: "none",
  audit: [],
  request: { params: organizationParams, query: pageQuery.extend({ state: z.enum(INVITATION_STATES).optional() }) },
  response: {
    status: 200,
    description: "One page of invitations.",
    body: z.object({ items: z.array(invitationOutput), nextCursor }).meta({ id: "OrganizationInvitationPage" }),
  },
  problems: [],
});

export const resendOrganizationInvitation = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/invitations/:invitationId/resend",
  operationId: "resendOrganizationInvitation",
  summary: "Invite again, with a new link that is good for seven days",
  description: "The link before is worthless then. At most once a minute.",
  tag: "Organizations",
  permission: "members:invite",
  limit: "none",
  audit: ["organization_invitation.resent"],
  request: { params },
  response: {
    status: 200,
    description: "Sent again.",
    body: z.object({ id, expiresAt: time, link }).meta({ id: "ResentInvitation" }),
  },
  problems: ["grant_exceeds_own", "step_up_required", "too_many_invitations", "too_many_requests"],
});

export const revokeOrganizationInvitation = endpoint({
  method: "DELETE",
  path: "/api/v1/organizations/:organizationId/invitations/:invitationId",
  operationId: "revokeOrganizationInvitation",
  summary: "Withdraw an invitation that waits",
  description: "Its link is worthless at once. Nobody takes back an offer of more than they hold.",
  tag: "Organizations",
  permission: "members:invite",
  limit: "none",
  audit: ["organization_invitation.revoked"],
  request: { params },
  response: { status: 204, description: "Withdrawn." },
  problems: ["grant_exceeds_own"],
});
