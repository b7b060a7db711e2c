import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { nameInput, userOutput } from "./user-schemas.ts";

export const getMe = endpoint({
  method: "GET",
  path: "/api/v1/me",
  operationId: "getMe",
  summary: "Read your own account",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: [],
  request: {},
  response: { status: 200, description: "You.", body: userOutput, headers: ["ETag"] },
  problems: [],
});

export const updateMe = endpoint({
  method: "PATCH",
  path: "/api/v1/me",
  operationId: "updateMe",
  summary: "Change your own profile",
  description: "With If-Match, a change is refused with 412 when the profile was changed meanwhile. What is so already is no change.",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: ["user.updated"],
  request: { body: z.strictObject({ name: nameInput }), headers: ["If-Match"] },
  response: { status: 200, description: "You, after the change.", body: userOutput, headers: ["ETag"] },
  problems: ["precondition_failed"],
});
