import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, time } from "../../http/schemas.ts";
import { nameInput } from "../users/index.ts";
import { slugInput } from "./slug.ts";

/** What the path of every endpoint of an organization names. */
export const organizationParams = z.strictObject({ organizationId: id });

const organizationOutput = z
  .object({ id, slug: z.string(), name: z.string(), createdAt: time, updatedAt: time, version: z.int() })
  .meta({ id: "Organization" });

const ownOrganization = z
  .object({
    id,
    slug: z.string(),
    name: z.string(),
    role: z.object({ id: z.string(), name: z.string() }),
    joinedAt: time,
    isCurrent: z.boolean().describe("Whether your access token names it."),
    erasesAt: time.nullable().describe("When it is deleted for good; null while it is open."),
  })
  .meta({ id: "OwnOrganization" });

export const listMyOrganizations = endpoint({
  method: "GET",
  path: "/api/v1/me/organizations",
  operationId: "listMyOrganizations",
  summary: "List the organizations of which you are a member",
  tag: "Organizations",
  permission: "authenticated",
  impersonation: "refused",
  limit: "none",
  audit: [],
  request: {},
  response: { status: 200, description: "By name, all of them.", body: z.object({ items: z.array(ownOrganization) }) },
  problems: [],
});

export const createOrganizationEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations",
  operationId: "createOrganization",
  summary: "Create an organization",
  description: "You are its owner. To act in it, switch to it. Without a slug one is made of the name.",
  tag: "Organizations",
  permission: "authenticated",
  limit: "none",
  audit: ["organization.created"],
  request: { body: z.strictObject({ name: nameInput, slug: slugInput.optional() }) },
  response: { status: 201, description: "Created.", body: organizationOutput, headers: ["ETag"] },
  problems: ["slug_taken", "too_many_organizations"],
});

export const readOrganization = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId",
  operationId: "getOrganization",
  summary: "Read the organization in which you act",
  tag: "Organizations",
  permission: "organization:read",
  limit: "none",
  audit: [],
  request: { params: organizationParams },
  response: { status: 200, description: "It.", body: organizationOutput, headers: ["ETag"] },
  problems: [],
});

export const updateOrganizationEndpoint = endpoint({
  method: "PATCH",
  path: "/api/v1/organizations/:organizationId",
  operationId: "updateOrganization",
  summary: "Rename the organization",
  description: "With If-Match, a change is refused with 412 when it was changed meanwhile.",
  tag: "Organizations",
  permission: "organization:update",
  limit: "none",
  audit: ["organization.updated"],
  request: {
    params: organizationParams,
    body: z.strictObject({ name: nameInput.optional(), slug: slugInput.optional() }),
    headers: ["If-Match"],
  },
  response: { status: 200, description: "It, after the change.", body: organizationOutput, headers: ["ETag"] },
  problems: ["precondition_failed", "slug_taken"],
});
