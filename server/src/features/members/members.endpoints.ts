import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { organizationParams } from "../organizations/index.ts";
import { roleIdInput, roleOutput } from "../roles/index.ts";

const MAX_SEARCH = 200;
const tag = "Organizations";
const params = organizationParams.extend({ userId: id });

const memberOutput = z
  .object({
    user: z.object({ id, name: z.string(), email: z.string() }),
    role: roleOutput,
    joinedAt: time,
    hasSecondFactor: z.boolean().nullable().describe("Null for whoever may not give members other roles: it would tell whom to trick."),
    isDisabled: z.boolean().describe("Whether their account is shut, by themselves or by others. Such an owner does not count."),
    lastSeenAt: time.nullable().describe("When a device on which they act in this organization was last seen; null when none does."),
  })
  .meta({ id: "Member" });

export const listAllMembers = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/members",
  operationId: "listMembers",
  summary: "List the members, those with the newest account first",
  tag,
  permission: "members:read",
  limit: "none",
  audit: [],
  request: {
    params: organizationParams,
    query: pageQuery.extend({
      search: z
        .string()
        .max(MAX_SEARCH)
        .optional()
        .describe("Each word of it must begin a word of the address or the name, in any order; or it is the id of a person."),
    }),
  },
  response: {
    status: 200,
    description: "One page of members.",
    body: z.object({ items: z.array(memberOutput), nextCursor }).meta({ id: "MemberPage" }),
  },
  problems: [],
});

export const readMember = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/members/:userId",
  operationId: "getMember",
  summary: "Read one member",
  tag,
  permission: "members:read",
  limit: "none",
  audit: [],
  request: { params },
  response: { status: 200, description: "The member.", body: memberOutput, headers: ["ETag"] },
  problems: [],
});

export const changeMember = endpoint({
  method: "PATCH",
  path: "/api/v1/organizations/:organizationId/members/:userId",
  operationId: "updateMember",
  summary: "Give a member another role",
  description:
    "It holds on their next request. Nobody gives what they do not hold, or changes who holds more than they do. To give what owners alone may do needs a fresh proof of who asks. With If-Match, a change is refused with 412 when the member was changed meanwhile.",
  tag,
  permission: "members:update",
  limit: "none",
  audit: ["member.role_changed", "organization_invitation.revoked"],
  request: { params, body: z.strictObject({ roleId: roleIdInput }), headers: ["If-Match"] },
  response: { status: 200, description: "The member, after the change.", body: memberOutput, headers: ["ETag"] },
  problems: ["grant_exceeds_own", "step_up_required", "last_owner", "precondition_failed"],
});

export const removeOneMember = endpoint({
  method: "DELETE",
  path: "/api/v1/organizations/:organizationId/members/:userId",
  operationId: "removeMember",
  summary: "Remove a member",
  description:
    "Their tokens open nothing there from the next request on. Open invitations to them, and those that they sent, are withdrawn. Nobody removes who holds more than they do.",
  tag,
  permission: "members:remove",
  limit: "none",
  audit: ["member.removed", "organization_invitation.revoked"],
  request: { params },
  response: { status: 204, description: "No member any more." },
  problems: ["grant_exceeds_own", "last_owner"],
});

export const leaveOrganizationEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/leave",
  operationId: "leaveOrganization",
  summary: "Leave an organization",
  description: "Also one that does not let you in, because you do not give what it demands.",
  tag,
  permission: "authenticated",
  limit: "none",
  audit: ["member.left"],
  request: { params: organizationParams },
  response: { status: 204, description: "No member any more." },
  problems: ["not_found", "last_owner"],
});
