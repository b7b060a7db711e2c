import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { passwordInput } from "./password-input.ts";

export const changeMyPassword = endpoint({
  method: "POST",
  path: "/api/v1/me/password",
  operationId: "changeMyPassword",
  summary: "Change your password",
  description:
    "Ends every other session of yours at once. This one goes on. Who has a second factor needs a fresh proof with it, beside the password.",
  tag: "Account",
  permission: "authenticated",
  stepUp: "with_second_factor",
  limit: "credentials",
  audit: ["user.password_changed", "user.password_change_refused", "session.throttled", "session.ended"],
  request: { body: z.strictObject({ currentPassword: passwordInput, newPassword: passwordInput }) },
  response: { status: 204, description: "Changed." },
  problems: ["too_many_attempts", "busy"],
});
