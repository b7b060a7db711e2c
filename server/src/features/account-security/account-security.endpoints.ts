import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { time } from "../../http/schemas.ts";
import { passkeyOutput } from "../passkeys/index.ts";

export const getMySecurity = endpoint({
  method: "GET",
  path: "/api/v1/me/security",
  operationId: "getMySecurity",
  summary: "See how you sign in",
  tag: "Account",
  permission: "authenticated",
  impersonation: "refused",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "What you prove yourself with.",
    body: z
      .object({
        hasPassword: z.boolean(),
        passwordChangedAt: time.nullable(),
        totp: z.object({ createdAt: time }).nullable().describe("The authenticator app, since when it counts; null without one."),
        recoveryCodes: z
          .object({ left: z.int(), total: z.int(), createdAt: time })
          .nullable()
          .describe("Null as long as there is no second factor."),
        passkeys: z.array(passkeyOutput).describe("Oldest first."),
        isSecondFactorRequired: z.boolean().describe("Whether your role asks for a second factor."),
        methods: z.array(z.string()).describe("How you proved yourself in this session (RFC 8176)."),
        authenticatedAt: time.describe("When you last did."),
      })
      .meta({ id: "AccountSecurity" }),
  },
  problems: [],
});
