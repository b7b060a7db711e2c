import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { time } from "../../http/schemas.ts";
import { organizationParams } from "../organizations/index.ts";

const tag = "Organizations";

export const readBlastRadiusEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/blast-radius",
  operationId: "getBlastRadius",
  summary: "See what would be deleted with the organization",
  tag,
  permission: "organization:delete",
  limit: "none",
  audit: [],
  request: { params: organizationParams },
  response: {
    status: 200,
    description: "How much of what.",
    body: z
      .object({
        members: z.int().describe("Who could act in it no more."),
        membersWithoutOther: z.int().describe("Those of them who belong to no other open organization."),
        invitations: z.int().describe("Open ones, which could not be accepted any more."),
        domains: z.int(),
        customRoles: z.int(),
      })
      .meta({ id: "BlastRadius" }),
  },
  problems: [],
});

export const closeOrganizationEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/close",
  operationId: "closeOrganization",
  summary: "Close the organization, which is deleted for good after 14 days",
  description:
    "Nobody acts in it from the next request on. Every member is told, also by mail. Until it is deleted an owner can open it again.",
  tag,
  permission: "organization:delete",
  stepUp: true,
  limit: "none",
  audit: ["organization.closed"],
  request: { params: organizationParams },
  response: {
    status: 200,
    description: "Closed.",
    body: z.object({ erasesAt: time.describe("When it is deleted for good.") }).meta({ id: "OrganizationClosing" }),
  },
  problems: ["too_many_requests"],
});

export const reopenOrganizationEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/reopen",
  operationId: "reopenOrganization",
  summary: "Open a closed organization again",
  description:
    "For its owners, until it is deleted. No token names a closed organization, so that yours need not. What is open already stays so.",
  tag,
  permission: "authenticated",
  limit: "none",
  audit: ["organization.reopened"],
  request: { params: organizationParams },
  response: { status: 204, description: "Open." },
  problems: ["not_found", "organization_policy_unmet", "ip_not_allowed"],
});
