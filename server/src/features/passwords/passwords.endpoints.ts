import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { passwordInput } from "./password-input.ts";

/** Of the current password, where one is asked for it. */
export const ABSENT = "Left out by who has none: they must have proven themselves in the last ten minutes instead.";

export const changeMyPassword = endpoint({
  method: "POST",
  path: "/api/v1/me/password",
  operationId: "changeMyPassword",
  summary: "Change your password, or set your first one",
  description:
    "Ends every other session of yours at once. This one goes on. Who has a second factor needs a fresh proof with it, beside the password; who has no password needs one in its place.",
  tag: "Account",
  permission: "authenticated",
  stepUp: "with_second_factor",
  limit: "credentials",
  audit: ["user.password_changed", "user.password_change_refused", "session.throttled", "session.ended"],
  request: { body: z.strictObject({ currentPassword: passwordInput.optional().describe(ABSENT), newPassword: passwordInput }) },
  response: { status: 204, description: "Changed." },
  problems: ["too_many_attempts", "busy"],
});
