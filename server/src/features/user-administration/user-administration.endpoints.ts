import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, nextCursor, pageQuery, time } from "../../http/schemas.ts";
import { eventPageOutput } from "../audit/index.ts";
import { sessionPageOutput } from "../sessions/index.ts";
import { nameInput } from "../users/index.ts";
import { USER_STATUSES } from "./user-administration.queries.ts";

const MAX_SEARCH = 200;

const tag = "Administration";
const params = z.object({ userId: id });

const listedUser = {
  id,
  email: z.string(),
  emailVerifiedAt: time.nullable().describe("When the address was confirmed; null before."),
  name: z.string(),
  instanceRole: z.enum(["administrator"]).nullable(),
  disabledAt: time.nullable().describe("Since when the person is shut out, also by themselves; null when they can sign in."),
  closedAt: time.nullable().describe("When they closed the account themselves, which they may undo."),
  deletesAt: time.nullable().describe("When the account is deleted for good."),
  createdAt: time,
  updatedAt: time,
};

const administeredUser = z
  .object({
    ...listedUser,
    hasPassword: z.boolean().describe("False before the first one, and after a reset was required."),
    hasTotp: z.boolean().describe("Whether they have an authenticator app."),
    passkeys: z.int().describe("How many they have."),
    connections: z.int().describe("How many accounts elsewhere they sign in with."),
  })
  .meta({ id: "AdministeredUser" });

export const listAllUsers = endpoint({
  method: "GET",
  path: "/api/v1/users",
  operationId: "listUsers",
  summary: "List the people of this instance, newest first",
  tag,
  permission: "users:read",
  limit: "none",
  audit: [],
  request: {
    query: pageQuery.extend({
      search: z
        .string()
        .max(MAX_SEARCH)
        .optional()
        .describe("Each word of it must begin a word of the address or the name, in any order; or it is the id of a person."),
      status: z.enum(USER_STATUSES).optional(),
    }),
  },
  response: {
    status: 200,
    description: "One page of people.",
    body: z.object({ items: z.array(z.object(listedUser).meta({ id: "ListedUser" })), nextCursor }).meta({ id: "UserPage" }),
  },
  problems: [],
});

export const readUser = endpoint({
  method: "GET",
  path: "/api/v1/users/:userId",
  operationId: "getUser",
  summary: "Read one person",
  tag,
  permission: "users:read",
  limit: "none",
  audit: [],
  request: { params },
  response: { status: 200, description: "The person.", body: administeredUser, headers: ["ETag"] },
  problems: ["not_found"],
});

export const changeUser = endpoint({
  method: "PATCH",
  path: "/api/v1/users/:userId",
  operationId: "updateUser",
  summary: "Change a person's name, or whether they are an administrator",
  description:
    "With If-Match, a change is refused with 412 when the person was changed meanwhile. Another role needs a fresh proof of who asks, and signs the person out everywhere. What is so already is no change.",
  tag,
  permission: "users:update",
  limit: "none",
  audit: ["user.updated", "user.role_changed", "session.ended"],
  request: {
    params,
    body: z.strictObject({ name: nameInput.optional(), instanceRole: z.enum(["administrator"]).nullable().optional() }),
    headers: ["If-Match"],
  },
  response: { status: 200, description: "The person, after the change.", body: administeredUser, headers: ["ETag"] },
  problems: ["step_up_required", "not_found", "precondition_failed", "last_administrator"],
});

export const disableOneUser = endpoint({
  method: "POST",
  path: "/api/v1/users/:userId/disable",
  operationId: "disableUser",
  summary: "Shut a person out, at once and everywhere",
  tag,
  permission: "users:disable",
  stepUp: true,
  limit: "none",
  audit: ["user.disabled", "session.ended"],
  request: { params },
  response: { status: 204, description: "Disabled." },
  problems: ["not_found", "last_administrator"],
});

export const enableOneUser = endpoint({
  method: "POST",
  path: "/api/v1/users/:userId/enable",
  operationId: "enableUser",
  summary: "Let a disabled person sign in again",
  tag,
  permission: "users:disable",
  stepUp: true,
  limit: "none",
  audit: ["user.enabled"],
  request: { params },
  response: { status: 204, description: "Enabled." },
  problems: ["not_found"],
});

export const signOutOneUser = endpoint({
  method: "POST",
  path: "/api/v1/users/:userId/sign-out",
  operationId: "signOutUser",
  summary: "Sign a person out everywhere",
  description: "The tokens of all their sessions are refused at once.",
  tag,
  permission: "users:update",
  stepUp: true,
  limit: "none",
  audit: ["session.ended"],
  request: { params },
  response: { status: 204, description: "Signed out." },
  problems: ["not_found"],
});

export const requireOneReset = endpoint({
  method: "POST",
  path: "/api/v1/users/:userId/require-password-reset",
  operationId: "requirePasswordReset",
  summary: "Take a person's password away and have them set a new one",
  description: "Their sessions end, and they are mailed how to set a new password. Nobody chooses it for them.",
  tag,
  permission: "users:update",
  stepUp: true,
  limit: "none",
  audit: ["user.password_reset_required", "session.ended"],
  request: { params },
  response: { status: 204, description: "Required." },
  problems: ["not_found", "mail_not_configured"],
});

export const deleteOneUser = endpoint({
  method: "DELETE",
  path: "/api/v1/users/:userId",
  operationId: "deleteUser",
  summary: "Shut a person out, and delete their account after 14 days",
  description:
    "Until then an administrator undoes it by enabling the person. What stays in the record of events does so without their name.",
  tag,
  permission: "users:delete",
  stepUp: true,
  limit: "none",
  audit: ["user.deletion_requested", "session.ended"],
  request: { params },
  response: {
    status: 200,
    description: "Shut out.",
    body: z.object({ deletesAt: time.describe("When the account is deleted for good.") }).meta({ id: "UserDeletion" }),
  },
  problems: ["not_found", "last_administrator", "last_owner"],
});

export const listSessionsOfUser = endpoint({
  method: "GET",
  path: "/api/v1/users/:userId/sessions",
  operationId: "listUserSessions",
  summary: "List the devices on which a person is signed in, newest first",
  tag,
  permission: "users:read",
  limit: "none",
  audit: [],
  request: { params, query: pageQuery },
  response: { status: 200, description: "One page of live sessions.", body: sessionPageOutput },
  problems: ["not_found"],
});

export const listActivityOfUser = endpoint({
  method: "GET",
  path: "/api/v1/users/:userId/activity",
  operationId: "listUserActivity",
  summary: "List the audit events that concern a person, newest first",
  tag,
  permission: "users:read",
  limit: "none",
  audit: [],
  request: { params, query: pageQuery },
  response: { status: 200, description: "One page of events.", body: eventPageOutput },
  problems: ["not_found"],
});
