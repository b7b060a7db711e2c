import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id } from "../../http/schemas.ts";
import { signedInOutput } from "./signed-in.ts";

const refreshToken = z.string().max(2_048).optional().describe("Programs that do not use the cookie send it here.");

export const refresh = endpoint({
  method: "POST",
  path: "/api/v1/auth/refresh",
  operationId: "refresh",
  summary: "Exchange the refresh token for new tokens",
  description:
    "Each refresh token is good for one refresh. When an answer was lost, send the same token again: for 30 seconds, and as long as its successor was never used, it gives the same successor. A token that is older than that ends the session. Keep one refresh in flight. After a 409, send the same token again.",
  tag: "Sign-in",
  permission: "public",
  credentials: ["refreshCookie"],
  limit: "refresh",
  audit: ["session.ended", "session.reuse_detected"],
  request: { body: z.strictObject({ refreshToken }), headers: ["X-Gatehouse"] },
  response: { status: 200, description: "Signed in as before.", body: signedInOutput, headers: ["Set-Cookie"] },
  problems: ["refresh_token_missing", "refresh_token_invalid", "session_ended", "cross_site_request", "refresh_in_progress"],
});

export const switchOrganizationEndpoint = endpoint({
  method: "POST",
  path: "/api/v1/auth/switch-organization",
  operationId: "switchOrganization",
  summary: "Act in another organization, or in none",
  description:
    "Answers with an access token that names it; the refresh token stays as it is, and refreshes name it too. Where the organization asks for more than this sign-in has shown, demands says what.",
  tag: "Sign-in",
  permission: "authenticated",
  limit: "refresh",
  audit: ["organization.entered"],
  request: { body: z.strictObject({ organizationId: id.nullable() }) },
  response: { status: 200, description: "Signed in there.", body: signedInOutput },
  problems: ["not_found", "organization_closed", "organization_policy_unmet", "ip_not_allowed"],
});

export const logout = endpoint({
  method: "POST",
  path: "/api/v1/auth/logout",
  operationId: "logout",
  summary: "End this session, your others, or all of them",
  description: "Takes an access token, or else a refresh token. Tokens of an ended session are refused at once.",
  tag: "Sign-in",
  permission: "public",
  credentials: ["accessToken", "refreshCookie"],
  limit: "refresh",
  audit: ["session.ended"],
  request: {
    body: z.strictObject({ scope: z.enum(["this", "others", "all"]).default("this"), refreshToken }),
    headers: ["X-Gatehouse"],
  },
  response: { status: 204, description: "Ended.", headers: ["Set-Cookie"] },
  problems: [
    "refresh_token_missing",
    "refresh_token_invalid",
    "cross_site_request",
    "access_token_invalid",
    "access_token_expired",
    "session_ended",
    "impersonation_is_read_only",
  ],
});
