import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { passwordInput } from "../passwords/index.ts";
import { emailInput, nameInput, userOutput } from "../users/index.ts";

export const createFirstAdministrator = endpoint({
  method: "POST",
  path: "/api/v1/setup/administrator",
  operationId: "createFirstAdministrator",
  summary: "Create the first administrator with a one-time link",
  tag: "Setup",
  permission: "public",
  limit: "credentials",
  audit: ["instance.administrator_created"],
  request: { body: z.strictObject({ token: z.string().max(100), email: emailInput, name: nameInput, password: passwordInput }) },
  response: {
    status: 201,
    description: "The administrator. Where mail is sent, the address is confirmed before the first sign-in.",
    body: userOutput,
  },
  problems: ["setup_link_invalid", "busy"],
});
