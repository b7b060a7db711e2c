import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { passwordInput } from "../passwords/index.ts";
import { signedInOutput } from "../sessions/index.ts";
import { emailInput, nameInput } from "../users/index.ts";

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
        registration: z.enum(["open"]),
        setupRequired: z.boolean().describe("True until there is an administrator."),
      })
      .meta({ id: "AuthOptions" }),
  },
  problems: [],
});

export const register = endpoint({
  method: "POST",
  path: "/api/v1/auth/register",
  operationId: "register",
  summary: "Create an account",
  description: "The answer is the same whether the address was free or not, and nobody is signed in by it.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  audit: ["user.registered", "user.registration_refused"],
  request: { body: z.strictObject({ email: emailInput, password: passwordInput, name: nameInput }) },
  response: { status: 202, description: "Accepted.", body: z.object({ status: z.literal("accepted") }).meta({ id: "Accepted" }) },
  problems: ["busy"],
});

export const login = endpoint({
  method: "POST",
  path: "/api/v1/auth/login",
  operationId: "login",
  summary: "Sign in with address and password",
  description: "The refresh token comes as a cookie for browsers, or in the body for programs that ask for it.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  audit: ["session.started", "session.denied"],
  request: {
    body: z.strictObject({ email: emailInput, password: passwordInput, refreshTransport: z.enum(["cookie", "body"]).default("cookie") }),
    headers: ["X-Gatehouse"],
  },
  response: { status: 200, description: "Signed in.", body: signedInOutput, headers: ["Set-Cookie"] },
  problems: ["invalid_credentials", "account_disabled", "cross_site_request", "busy"],
});
