import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { connectionOutput } from "../connections/index.ts";

const params = z.object({
  provider: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, "Is not the id of a provider.")
    .describe("The id of a provider, as the options of this instance name it."),
});
const next = z.string().max(2_000).optional().describe("A path of the console to go on with; whatever is none counts as `/`.");

const keepsAccount = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true")
  .describe("Of who has closed the account: keep it after all. Without this they are led back with `account_closed`.");

/** What a provider may send back. There is more in practice, which is not looked at. */
const answer = z.object({
  code: z.string().max(4_096).optional(),
  state: z.string().max(200).optional(),
  iss: z.string().max(500).optional().describe("Who answers (RFC 9207)."),
  error: z.string().max(200).optional(),
});

const providerAddress = z.object({ url: z.url() }).meta({ id: "ProviderAddress" });

const LED_BACK =
  "`provider-error` in the fragment holds the code of a problem, `provider` the provider: `provider_refused`, `provider_unavailable`, `provider_answer_invalid`, `provider_flow_invalid`, " +
  "`provider_address_unverified`, `registration_closed`, `address_not_accepted`, `account_disabled`, `account_closed` (with `deletes-at`), `email_not_verified`, `connection_taken`, `wrong_provider_account`, `provider_proof_stale`, `step_up_method_refused`, `session_ended`.";

export const startProviderSignIn = endpoint({
  method: "GET",
  path: "/api/v1/auth/providers/:provider/start",
  operationId: "startProviderSignIn",
  summary: "Sign in with a provider",
  description: `For a link of the sign-in page, which the browser follows. Leads to the provider, or back to the sign-in page. ${LED_BACK}`,
  tag: "Sign-in",
  permission: "public",
  limit: "providers",
  audit: [],
  request: { params, query: z.strictObject({ next, keepsAccount }) },
  response: { status: 302, description: "To the provider.", headers: ["Location", "Set-Cookie"] },
  problems: ["not_found"],
});

export const finishProviderFlow = endpoint({
  method: "GET",
  path: "/api/v1/auth/providers/:provider/callback",
  operationId: "finishProviderFlow",
  summary: "Come back from a provider",
  description:
    "The redirect URI to register at the provider. Leads into the console: to where the sign-in was to go on, signed in by the refresh cookie; " +
    "to the sign-in page with `second-factor` (the token), `methods` and `expires-at` in the fragment, when a second factor is asked for; " +
    "to the sign-in page with `link` in the fragment, when an account has the verified address (sign in to it, then send the token to `connectMyProvider`); " +
    `after connecting, to the page where it was begun, with \`connected\`; after a step-up likewise, with \`stepped-up\`. ${LED_BACK}`,
  tag: "Sign-in",
  permission: "public",
  limit: "providers",
  audit: [
    "session.started",
    "session.second_factor_asked",
    "session.denied",
    "session.ended",
    "user.registered",
    "user.email_verified",
    "invitation.accepted",
    "connection.added",
    "session.stepped_up",
  ],
  request: { params, query: answer },
  response: { status: 302, description: "Into the console.", headers: ["Location", "Set-Cookie"] },
  problems: ["not_found"],
});

export const startProviderConnection = endpoint({
  method: "POST",
  path: "/api/v1/me/connections/:provider/start",
  operationId: "startProviderConnection",
  summary: "Begin to connect a provider to your account",
  description: "The browser that asks goes to the address in the answer. It is led back to `next`.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "providers",
  audit: [],
  request: { params, body: z.strictObject({ next }) },
  response: {
    status: 200,
    description: "Where to go.",
    body: providerAddress,
    headers: ["Set-Cookie"],
  },
  problems: ["not_found", "provider_unavailable"],
});

export const startProviderStepUp = endpoint({
  method: "POST",
  path: "/api/v1/me/step-up/:provider/start",
  operationId: "startProviderStepUp",
  summary: "Begin to prove yourself again at a provider",
  description:
    "For who has neither a second factor nor a password, with a provider of the step-up options. The browser that asks goes to the address in the answer, and signs in there anew. " +
    "It is led back to `next`, with `stepped-up` in the fragment: refresh then, and repeat the request.",
  tag: "Account",
  permission: "authenticated",
  limit: "providers",
  audit: [],
  request: { params, body: z.strictObject({ next }) },
  response: {
    status: 200,
    description: "Where to go.",
    body: providerAddress,
    headers: ["Set-Cookie"],
  },
  problems: ["not_found", "step_up_method_refused", "provider_unavailable"],
});

export const connectMyProvider = endpoint({
  method: "POST",
  path: "/api/v1/me/connections",
  operationId: "connectMyProvider",
  summary: "Connect the provider that you came from",
  description: "With the token of `link`, in the same browser, as the person whose address the provider has verified.",
  tag: "Account",
  permission: "authenticated",
  stepUp: true,
  limit: "none",
  audit: ["connection.added"],
  request: { body: z.strictObject({ token: z.string().max(4_096) }) },
  response: { status: 201, description: "Connected.", body: connectionOutput },
  problems: ["connection_offer_invalid", "connection_taken", "too_many_connections"],
});
