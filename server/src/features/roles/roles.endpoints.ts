import { z } from "zod";
import { ALL_ORGANIZATION_PERMISSIONS, type OrganizationPermission } from "../../http/access/catalogue.ts";
import { endpoint } from "../../http/endpoint.ts";
import { organizationParams } from "../organizations/index.ts";
import { nameInput } from "../users/index.ts";
import { MOST_ROLES } from "./create-role.ts";
import { roleIdInput } from "./role-schemas.ts";

const TAG = "Organizations";
const permissionName = z.enum([...ALL_ORGANIZATION_PERMISSIONS] as [OrganizationPermission, ...OrganizationPermission[]]);

const shownRole = z
  .object({
    id: z.string().describe("`owner`, `admin`, `developer`, `viewer`, or a UUID."),
    name: z.string(),
    description: z.string().nullable(),
    isBuiltIn: z.boolean().describe("Every organization has these; they cannot be changed."),
    permissions: z.array(permissionName).describe("In the order of the catalogue."),
    memberCount: z.int().describe("How many members hold it."),
    invitationCount: z.int().describe("How many open invitations offer it."),
    version: z.int(),
  })
  .meta({ id: "OrganizationRole" });

const roleParams = z.strictObject({ ...organizationParams.shape, roleId: roleIdInput });
const permissions = z.array(permissionName).max(200).describe("Names of the catalogue. Nothing that you do not hold yourself.");
const description = z
  .string()
  .trim()
  .max(300)
  .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, "Must not hold control characters.");

export const listPermissions = endpoint({
  method: "GET",
  path: "/api/v1/permissions",
  operationId: "listPermissions",
  summary: "What roles are made of",
  description: "Everything that can be permitted in an organization, and what each lets its holder do.",
  tag: TAG,
  permission: "authenticated",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "The whole catalogue.",
    body: z.object({ items: z.array(z.object({ name: permissionName, description: z.string() }).meta({ id: "OrganizationPermission" })) }),
  },
  problems: [],
});

export const listRolesEndpoint = endpoint({
  method: "GET",
  path: "/api/v1/organizations/:organizationId/roles",
  operationId: "listRoles",
  summary: "List the roles of the organization",
  tag: TAG,
  permission: "roles:read",
  limit: "none",
  audit: [],
  request: { params: organizationParams },
  response: {
    status: 200,
    description: "All of them: the built-in ones, the widest first, then those that it made, by name.",
    body: z.object({ items: z.array(shownRole) }),
  },
  problems: [],
});

export const createRoleEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/organizations/:organizationId/roles",
  operationId: "createRole",
  summary: "Make a role",
  description: `An organization makes ${MOST_ROLES} at most. A role permits nothing that its maker may not do.`,
  tag: TAG,
  permission: "roles:create",
  limit: "none",
  audit: ["role.created"],
  request: {
    params: organizationParams,
    body: z.strictObject({ name: nameInput, description: description.nullable().default(null), permissions }),
  },
  response: { status: 201, description: "Made.", body: shownRole, headers: ["ETag"] },
  problems: ["role_name_taken", "too_many_roles", "grant_exceeds_own"],
});

export const updateRoleEndpoint = endpoint({
  method: "PATCH",
  path: "/api/v1/organizations/:organizationId/roles/:roleId",
  operationId: "updateRole",
  summary: "Change a role",
  description:
    "It counts for all who hold it from their next request on. Who changes a role must hold all that it permitted and all that it permits then; to add what owners alone may do needs a fresh proof of who asks. With If-Match, a change is refused with 412 when it was changed meanwhile.",
  tag: TAG,
  permission: "roles:update",
  limit: "none",
  audit: ["role.updated"],
  request: {
    params: roleParams,
    body: z.strictObject({
      name: nameInput.optional(),
      description: description.nullable().optional(),
      permissions: permissions.optional(),
    }),
    headers: ["If-Match"],
  },
  response: { status: 200, description: "It, after the change.", body: shownRole, headers: ["ETag"] },
  problems: ["built_in_role", "precondition_failed", "role_name_taken", "grant_exceeds_own", "step_up_required"],
});

export const deleteRoleEndpoint = endpoint({
  method: "DELETE",
  path: "/api/v1/organizations/:organizationId/roles/:roleId",
  operationId: "deleteRole",
  summary: "Delete a role",
  description:
    "A role in use goes only with `replacementRoleId`: its members get that one, and so do those who are invited to it. Who does it must hold what both permit, and to move members takes `members:update` too. A replacement that permits what owners alone may do needs a fresh proof of who asks.",
  tag: TAG,
  permission: "roles:delete",
  limit: "none",
  audit: ["role.deleted", "member.role_changed"],
  request: {
    params: roleParams,
    query: z.strictObject({ replacementRoleId: roleIdInput.optional() }),
    headers: ["If-Match"],
  },
  response: { status: 204, description: "Deleted." },
  problems: ["built_in_role", "role_in_use", "precondition_failed", "grant_exceeds_own", "step_up_required"],
});
