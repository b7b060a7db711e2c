import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { assertionInput, challengeToken, passkeyQuestion } from "../passkeys/index.ts";
import { passwordInput } from "../passwords/index.ts";
import { recoveryCodeInput, totpCodeInput } from "../second-factors/index.ts";

export const getStepUpOptions = endpoint({
  method: "POST",
  path: "/api/v1/me/step-up/options",
  operationId: "getStepUpOptions",
  summary: "By what you can prove yourself again",
  tag: "Account",
  permission: "authenticated",
  limit: "codes",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "The ways, the easiest first. Who has a second factor must use one.",
    body: z
      .object({
        methods: z.array(z.string()).describe("`passkey`, `totp`, `recovery_code`, `password`, or what a connected provider is called."),
        passkey: passkeyQuestion.nullable().describe("Null without a passkey."),
      })
      .meta({ id: "StepUpOptions" }),
  },
  problems: [],
});

export const stepUp = endpoint({
  method: "POST",
  path: "/api/v1/me/step-up",
  operationId: "stepUp",
  summary: "Prove yourself again, for what was answered `step_up_required`",
  description:
    "It counts at once here; others see it in the access token of the next refresh, whose `auth_time` is the time of this proof. Then repeat the request.",
  tag: "Account",
  permission: "authenticated",
  limit: "codes",
  audit: ["session.stepped_up", "second_factor.used", "second_factor.failed", "session.throttled"],
  request: {
    body: z
      .strictObject({
        password: passwordInput.optional(),
        code: totpCodeInput.optional(),
        recoveryCode: recoveryCodeInput.optional(),
        passkey: z.object({ token: challengeToken, response: assertionInput }).optional(),
      })
      .refine((body) => Object.values(body).filter((value) => value !== undefined).length === 1, "Must hold one proof.")
      .describe("One of them."),
  },
  response: { status: 204, description: "Proven." },
  problems: ["passkey_refused", "too_many_attempts", "busy"],
});
