import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { time } from "../../http/schemas.ts";
import { askedOutput, proofInput } from "../challenges/index.ts";
import { ABSENT, passwordInput } from "../passwords/index.ts";
import { emailInput } from "../users/index.ts";

const emailChangeOutput = z
  .object({
    oldEmail: z.string(),
    newEmail: z.string(),
    oldProven: z.boolean().nullable().describe("Null when the old address was never confirmed: it is not asked then."),
    newProven: z.boolean(),
    oldChallenge: askedOutput.nullable(),
    newChallenge: askedOutput,
    expiresAt: time.describe("Both must be proven by then."),
  })
  .meta({ id: "EmailChange" });

export const requestMyEmailChange = endpoint({
  method: "POST",
  path: "/api/v1/me/email-change",
  operationId: "requestMyEmailChange",
  summary: "Ask for another address",
  description:
    "Mails a code to the old address and one to the new. It replaces what you asked for before, and ends with the session that asked. Sets the cookie of this browser, to which the codes are bound. Who has a second factor needs a fresh proof with it, beside the password; who has no password needs one in its place.",
  tag: "Account",
  permission: "authenticated",
  stepUp: "with_second_factor",
  limit: "credentials",
  blursTime: true,
  audit: ["user.email_change_requested", "user.email_change_refused", "user.email_change_cancelled", "session.throttled"],
  request: { body: z.strictObject({ newEmail: emailInput, currentPassword: passwordInput.optional().describe(ABSENT) }) },
  response: { status: 201, description: "Both mailboxes are asked.", body: emailChangeOutput, headers: ["Set-Cookie"] },
  problems: ["mail_not_configured", "too_many_attempts", "busy"],
});

export const getMyEmailChange = endpoint({
  method: "GET",
  path: "/api/v1/me/email-change",
  operationId: "getMyEmailChange",
  summary: "Read your change of address, while it waits",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: [],
  request: {},
  response: { status: 200, description: "The change that waits for proof.", body: emailChangeOutput },
  problems: ["not_found"],
});

export const cancelMyEmailChange = endpoint({
  method: "DELETE",
  path: "/api/v1/me/email-change",
  operationId: "cancelMyEmailChange",
  summary: "Cancel your change of address",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: ["user.email_change_cancelled"],
  request: {},
  response: { status: 204, description: "Cancelled. Its codes and links are not valid any more." },
  problems: ["not_found"],
});

export const proveEmailChangeMailbox = endpoint({
  method: "POST",
  path: "/api/v1/auth/email-change/prove",
  operationId: "proveEmailChangeMailbox",
  summary: "Prove one of the two mailboxes of a change of address",
  description:
    "With the second proof the address changes: other sessions end, codes that were mailed before are not valid any more, and the old address gets a link that undoes it for 72 hours.",
  tag: "Account",
  permission: "public",
  limit: "codes",
  audit: ["user.email_changed", "session.ended"],
  request: { body: proofInput, headers: ["X-Gatehouse"] },
  response: {
    status: 200,
    description: "Proven.",
    body: z
      .object({ side: z.enum(["old", "new"]), isComplete: z.boolean().describe("Whether the address has changed.") })
      .meta({ id: "EmailChangeProof" }),
  },
  problems: ["challenge_ended", "challenge_elsewhere", "email_taken", "cross_site_request"],
});

export const undoMyEmailChange = endpoint({
  method: "POST",
  path: "/api/v1/auth/email-change/undo",
  operationId: "undoMyEmailChange",
  summary: "Take the account back with the link sent to the old address",
  description:
    "The old address is back, every session ends, and the password is removed: recover it through the mailbox. An account that was closed meanwhile is open again. Also after further changes of address, whose own undo links are not valid any more then.",
  tag: "Account",
  permission: "public",
  limit: "codes",
  audit: ["user.email_change_undone", "user.deletion_undone", "session.ended"],
  request: { body: z.strictObject({ token: z.string().max(100) }) },
  response: {
    status: 200,
    description: "Undone.",
    body: z.object({ email: z.string().describe("The address of the account now.") }).meta({ id: "EmailChangeUndone" }),
  },
  problems: ["undo_link_invalid", "email_taken"],
});
