import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { totpCodeInput } from "./code-input.ts";

const recoveryCodes = z.array(z.string()).describe("Ten codes, each good once. Shown here and never again.");

export const offerMyTotp = endpoint({
  method: "POST",
  path: "/api/v1/me/totp",
  operationId: "offerMyTotp",
  summary: "Get a secret for an authenticator app",
  description:
    "Counts once a code of it has confirmed it, within a quarter of an hour. One that was offered before is void; an app that was confirmed before goes on until then.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "codes",
  audit: [],
  request: {},
  response: {
    status: 201,
    description: "The secret.",
    body: z
      .object({
        secret: z.string().describe("Base32, to be typed where no QR code can be read."),
        otpauthUri: z.string().describe("To be drawn as a QR code."),
      })
      .meta({ id: "OfferedTotp" }),
  },
  problems: [],
});

export const confirmMyTotp = endpoint({
  method: "POST",
  path: "/api/v1/me/totp/confirm",
  operationId: "confirmMyTotp",
  summary: "Confirm an authenticator app with one of its codes",
  description: "This session counts as begun with a second factor from then on; the next refresh gives an access token that says so.",
  tag: "Account",
  permission: "authenticated",
  limit: "codes",
  audit: ["second_factor.added", "second_factor.failed", "recovery_codes.created", "session.throttled"],
  request: { body: z.strictObject({ code: totpCodeInput }) },
  response: {
    status: 200,
    description: "Confirmed.",
    body: z
      .object({ recoveryCodes: recoveryCodes.nullable().describe("With the first second factor; null when there are some already.") })
      .meta({ id: "ConfirmedTotp" }),
  },
  problems: ["not_found", "too_many_attempts"],
});

export const removeMyTotp = endpoint({
  method: "DELETE",
  path: "/api/v1/me/totp",
  operationId: "removeMyTotp",
  summary: "Remove your authenticator app",
  description: "Without any other second factor, the recovery codes go with it.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "none",
  audit: ["second_factor.removed"],
  request: {},
  response: { status: 204, description: "Removed." },
  problems: ["not_found", "last_credential"],
});

export const makeMyRecoveryCodes = endpoint({
  method: "POST",
  path: "/api/v1/me/recovery-codes",
  operationId: "makeMyRecoveryCodes",
  summary: "Make new recovery codes",
  description: "The ones before do not work any more.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "codes",
  audit: ["recovery_codes.created"],
  request: {},
  response: { status: 201, description: "Made.", body: z.object({ recoveryCodes }).meta({ id: "RecoveryCodes" }) },
  problems: ["no_second_factor"],
});
