import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { passwordInput } from "../passwords/index.ts";
import { emailInput } from "../users/index.ts";
import { keepsAccount, refreshTransport, signInOutput } from "./sign-in-schemas.ts";

export const getAuthOptions = endpoint({
  method: "GET",
  path: "/api/v1/auth/options",
  operationId: "getAuthOptions",
  summary: "What the sign-in and sign-up pages need to know",
  tag: "Sign-in",
  permission: "public",
  limit: "none",
  audit: [],
  request: {},
  response: {
    status: 200,
    description: "The options of this instance.",
    body: z
      .object({
        password: z.object({ minLength: z.int(), maxLength: z.int() }),
        registration: z.enum(["open", "domains", "invitation", "closed"]).describe("Who may create an account."),
        registrationDomains: z
          .array(z.string())
          .describe("The mail domains whose addresses may register; empty where it does not depend on them."),
        setupRequired: z.boolean().describe("True until there is an administrator, where mail is sent one with a confirmed address."),
        mail: z
          .enum(["smtp", "page", "off"])
          .describe("Whether mail is sent, shown on a page of the console (in development), or neither."),
        providers: z
          .array(
            z
              .object({
                id: z.string().describe("Stands in the address of `startProviderSignIn`."),
                name: z.string(),
                kind: z.enum(["github", "google", "microsoft", "oidc"]),
              })
              .meta({ id: "SignInProvider" }),
          )
          .describe("Who people can sign in with beside a password, in the order to show them."),
        provesAddresses: z.boolean().describe("Whether an address must be confirmed before the first sign-in."),
      })
      .meta({ id: "AuthOptions" }),
  },
  problems: [],
});

export const login = endpoint({
  method: "POST",
  path: "/api/v1/auth/login",
  operationId: "login",
  summary: "Sign in with address and password",
  description:
    "The refresh token comes as a cookie for browsers, or in the body for programs that ask for it. Who has a second factor is asked for it: the answer is `secondFactor` then, and a code or a passkey sent with its token, from the same browser or program, signs in. After five wrong passwords each further one makes the caller wait, up to fifteen minutes; a browser that has signed in before counts for itself.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  letsKnownBrowsersBy: true,
  blursTime: true,
  audit: ["session.started", "session.second_factor_asked", "session.denied", "session.throttled", "user.deletion_undone"],
  request: {
    body: z.strictObject({ email: emailInput, password: passwordInput, keepsAccount, refreshTransport }),
    headers: ["X-Gatehouse"],
  },
  response: { status: 200, description: "Signed in, or asked for the second factor.", body: signInOutput, headers: ["Set-Cookie"] },
  problems: [
    "invalid_credentials",
    "account_disabled",
    "account_closed",
    "email_not_verified",
    "cross_site_request",
    "too_many_attempts",
    "busy",
  ],
});
