import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id } from "../../http/schemas.ts";
import { nameInput } from "../users/index.ts";
import { attestationInput, challengeToken, creationOptions, passkeyOutput } from "./webauthn-schemas.ts";

const params = z.object({ passkeyId: id });

export const offerMyPasskey = endpoint({
  method: "POST",
  path: "/api/v1/me/passkeys/options",
  operationId: "offerMyPasskey",
  summary: "Begin to add a passkey",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "codes",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "What to ask the authenticator.",
    body: z
      .object({ token: z.string().describe("Send it back with the answer, within five minutes. Good once."), options: creationOptions })
      .meta({ id: "PasskeyOffer" }),
  },
  problems: ["too_many_passkeys"],
});

export const addMyPasskey = endpoint({
  method: "POST",
  path: "/api/v1/me/passkeys",
  operationId: "addMyPasskey",
  summary: "Add the passkey that the authenticator made",
  description:
    "In the session that asked for it. It counts as begun with a second factor from then on; the next refresh gives an access token that says so.",
  tag: "Account",
  permission: "authenticated",
  limit: "codes",
  audit: ["passkey.added", "recovery_codes.created"],
  request: { body: z.strictObject({ token: challengeToken, response: attestationInput, name: nameInput.optional() }) },
  response: {
    status: 201,
    description: "Added.",
    body: passkeyOutput
      .extend({
        recoveryCodes: z
          .array(z.string())
          .nullable()
          .describe("Ten codes, each good once, shown here and never again; null when there are some already."),
      })
      .meta({ id: "AddedPasskey" }),
  },
  problems: ["passkey_refused", "too_many_passkeys"],
});

export const renameMyPasskey = endpoint({
  method: "PATCH",
  path: "/api/v1/me/passkeys/:passkeyId",
  operationId: "renameMyPasskey",
  summary: "Rename one of your passkeys",
  tag: "Account",
  permission: "authenticated",
  limit: "none",
  audit: ["passkey.renamed"],
  request: { params, body: z.strictObject({ name: nameInput }) },
  response: { status: 200, description: "The passkey, after the change.", body: passkeyOutput },
  problems: ["not_found"],
});

export const removeMyPasskey = endpoint({
  method: "DELETE",
  path: "/api/v1/me/passkeys/:passkeyId",
  operationId: "removeMyPasskey",
  summary: "Remove one of your passkeys",
  description: "Without any other second factor, the recovery codes go with it.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "none",
  audit: ["passkey.removed"],
  request: { params },
  response: { status: 204, description: "Removed." },
  problems: ["not_found", "last_credential"],
});

export const getPasskeyEndpoints = endpoint({
  method: "GET",
  path: "/.well-known/passkey-endpoints",
  operationId: "getPasskeyEndpoints",
  summary: "Where passkeys of this site are added and looked after, for password managers",
  tag: "Keys",
  permission: "public",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "The pages.",
    body: z.object({ enroll: z.url(), manage: z.url() }).meta({ id: "PasskeyEndpoints" }),
  },
  problems: [],
});
