import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";

export const unblock = endpoint({
  method: "POST",
  path: "/api/v1/auth/unblock",
  operationId: "unblock",
  summary: "Sign in again although somebody else failed too often",
  description: "Takes the token of the mailed link, which is good once, and lets this browser try passwords again at once.",
  tag: "Sign-in",
  permission: "public",
  limit: "codes",
  audit: ["session.unblocked"],
  request: {
    body: z.strictObject({ token: z.string().max(100).describe("What follows `#token=` in the link.") }),
    headers: ["X-Gatehouse"],
  },
  response: {
    status: 200,
    description: "Unblocked in this browser.",
    body: z.object({ email: z.string().describe("The address to sign in with.") }).meta({ id: "Unblocked" }),
    headers: ["Set-Cookie"],
  },
  problems: ["unblock_link_invalid", "cross_site_request"],
});
