import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";

const MIN_REASON = 3;
const MAX_REASON = 200;

/** Why somebody looks into a tenant: a line that the tenant reads. */
const reasonInput = z
  .string()
  .max(4 * MAX_REASON)
  .transform((text) => text.normalize("NFC").trim())
  .pipe(
    z
      .string()
      .min(MIN_REASON)
      .max(MAX_REASON)
      .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, "Must not hold control characters."),
  );

const listed = { id, slug: z.string(), name: z.string(), createdAt: time, closedAt: time.nullable(), members: z.int() };

export const listInstanceOrganizations = endpoint({
  method: "GET",
  path: "/api/v1/instance/organizations",
  operationId: "listInstanceOrganizations",
  summary: "List the organizations of this instance, newest first",
  description: "What they are called and how large they are, and nothing of what is in them.",
  tag: "Administration",
  permission: "organizations:read",
  limit: "none",
  audit: [],
  request: { query: pageQuery },
  response: {
    status: 200,
    description: "One page of organizations.",
    body: z
      .object({ items: z.array(z.object(listed).meta({ id: "InstanceOrganization" })), nextCursor })
      .meta({ id: "InstanceOrganizationPage" }),
  },
  problems: [],
});

export const lookIntoOrganization = endpoint({
  method: "GET",
  path: "/api/v1/instance/organizations/:id",
  operationId: "lookIntoOrganization",
  summary: "Look into an organization, which it is told",
  description:
    "What it demands of its members, and who they are, a page at a time, newest first. Each look stands with your name and the reason in the organization's own record.",
  tag: "Administration",
  permission: "organizations:read",
  limit: "none",
  audit: ["organization.looked_into"],
  request: {
    params: z.strictObject({ id }),
    query: pageQuery.extend({ reason: reasonInput.describe("Why you look: a line that the organization reads.") }),
  },
  response: {
    status: 200,
    description: "It, with one page of its members.",
    body: z
      .object({
        id,
        slug: z.string(),
        name: z.string(),
        createdAt: time,
        closedAt: time.nullable(),
        erasesAt: time.nullable(),
        policy: z.object({
          secondFactor: z.enum(["off", "optional", "required", "passkey_only"]),
          allowedMethods: z.array(z.string()).nullable(),
          allowedDomains: z.array(z.string()).nullable(),
          ipRanges: z.int().describe("From how many networks it is entered; 0 for everywhere."),
        }),
        members: z.object({
          items: z.array(
            z.object({
              userId: id,
              name: z.string(),
              email: z.string(),
              role: z.object({ id: z.string(), name: z.string() }),
              joinedAt: time,
            }),
          ),
          nextCursor,
        }),
      })
      .meta({ id: "LookIntoOrganization" }),
  },
  problems: ["not_found"],
});
