import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id, time } from "../../http/schemas.ts";
import { userOutput } from "../users/index.ts";

const MIN_REASON = 10;
const MAX_REASON = 300;

/** Why somebody acts for another: a line that the person reads too. */
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

export const impersonateUser = endpoint({
  method: "POST",
  path: "/api/v1/users/:userId/impersonate",
  operationId: "impersonateUser",
  summary: "See what a person sees, for a quarter of an hour at most",
  description:
    "The token only reads, and never what shows how the person proves themselves, or an export. There is no refresh token. Its `act` claim names you (RFC 8693). The person is told, with your name and the reason. Acting for another person ends it.",
  tag: "Administration",
  permission: "users:impersonate",
  stepUp: true,
  limit: "none",
  audit: ["impersonation.started", "session.ended"],
  request: { params: z.object({ userId: id }), body: z.strictObject({ reason: reasonInput }) },
  response: {
    status: 201,
    description: "You act for the person.",
    body: z
      .object({
        accessToken: z.string().describe("Send as `Authorization: Bearer`. Keep it in memory only."),
        tokenType: z.literal("Bearer"),
        expiresIn: z.int().describe("Seconds."),
        session: z.object({ id, createdAt: time, expiresAt: time }).meta({ id: "ImpersonationTimes" }),
        user: userOutput.describe("The person."),
      })
      .meta({ id: "Impersonating" }),
  },
  problems: ["not_found", "cannot_impersonate"],
});

export const endImpersonation = endpoint({
  method: "POST",
  path: "/api/v1/auth/impersonation/end",
  operationId: "endImpersonation",
  summary: "Stop acting for a person",
  description: "Takes the token with which you act for them, which is refused from then on.",
  tag: "Administration",
  permission: "authenticated",
  impersonation: "allowed",
  limit: "none",
  audit: ["session.ended"],
  request: {},
  response: { status: 204, description: "Ended." },
  problems: ["not_found"],
});
