import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";
import { id } from "../../http/schemas.ts";
import { askedOutput, proofInput } from "../challenges/index.ts";
import { invitationTokenInput } from "../invitations/index.ts";
import { passwordInput } from "../passwords/index.ts";
import { proofOfWorkInput } from "../puzzles/index.ts";
import { emailInput, nameInput } from "../users/index.ts";

export const register = endpoint({
  method: "POST",
  path: "/api/v1/auth/register",
  operationId: "register",
  summary: "Create an account",
  description:
    "The answer is the same whether the address was free or not, and nobody is signed in by it. Where mail is sent, the account exists once the mailed code or link has been confirmed in the same browser; with an invitation it exists at once. An invitation to an organization that was mailed is one, too, where the address may register here; the account is a member at once.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  blursTime: true,
  audit: [
    "user.registered",
    "user.registration_requested",
    "user.registration_refused",
    "user.email_verified",
    "invitation.accepted",
    "organization_invitation.accepted",
    "session.ended",
  ],
  request: {
    body: z.strictObject({
      email: emailInput,
      password: passwordInput,
      name: nameInput,
      invitationToken: invitationTokenInput.optional(),
      proofOfWork: proofOfWorkInput.optional(),
    }),
  },
  response: {
    status: 202,
    description: "Accepted.",
    body: z
      .object({
        status: z.literal("accepted"),
        challenge: askedOutput
          .nullable()
          .describe("What has been mailed; null where nothing needs to be confirmed before the first sign-in."),
      })
      .meta({ id: "RegistrationAccepted" }),
    headers: ["Set-Cookie"],
  },
  problems: ["registration_closed", "invitation_invalid", "email_taken", "last_administrator", "proof_of_work_required", "busy"],
});

export const confirmRegistration = endpoint({
  method: "POST",
  path: "/api/v1/auth/registration/confirm",
  operationId: "confirmRegistration",
  summary: "Confirm an address with the mailed code or link",
  description:
    "Creates the account, or confirms the one there is. Signs nobody in. An account of that address that nobody had confirmed is taken over: its password and its sessions end.",
  tag: "Sign-in",
  permission: "public",
  limit: "codes",
  audit: ["user.registered", "user.email_verified", "session.ended"],
  request: { body: proofInput, headers: ["X-Gatehouse"] },
  response: {
    status: 200,
    description: "Confirmed. Sign in with it.",
    body: z.object({ email: z.string() }).meta({ id: "ConfirmedAddress" }),
  },
  problems: ["cross_site_request", "challenge_elsewhere", "challenge_ended", "registration_closed", "email_taken", "last_administrator"],
});

export const resendConfirmation = endpoint({
  method: "POST",
  path: "/api/v1/auth/registration/resend",
  operationId: "resendConfirmation",
  summary: "Mail another code",
  description:
    "The code before is void. Works for a day: after a registration was first asked for, else after the code expired. In the browser that asked for it.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  blursTime: true,
  audit: ["user.registration_requested", "user.registration_refused", "user.verification_requested"],
  request: { body: z.strictObject({ challengeId: id }), headers: ["X-Gatehouse"] },
  response: { status: 202, description: "Mailed.", body: askedOutput },
  problems: ["cross_site_request", "challenge_ended", "registration_closed"],
});

export const requestVerification = endpoint({
  method: "POST",
  path: "/api/v1/auth/verification",
  operationId: "requestVerification",
  summary: "Mail a code to an address that must be confirmed before the first sign-in",
  description: "For who was answered `email_not_verified`. Address and password are asked for again, under the limits of signing in.",
  tag: "Sign-in",
  permission: "public",
  limit: "credentials",
  letsKnownBrowsersBy: true,
  blursTime: true,
  audit: ["user.verification_requested", "session.denied", "session.throttled"],
  request: { body: z.strictObject({ email: emailInput, password: passwordInput }) },
  response: { status: 202, description: "Mailed.", body: askedOutput, headers: ["Set-Cookie"] },
  problems: [
    "invalid_credentials",
    "account_disabled",
    "account_closed",
    "already_verified",
    "mail_not_configured",
    "too_many_attempts",
    "busy",
  ],
});

export const requestMyVerification = endpoint({
  method: "POST",
  path: "/api/v1/me/email/verification",
  operationId: "requestMyVerification",
  summary: "Mail a code to your own address, to confirm it",
  tag: "Account",
  permission: "authenticated",
  limit: "credentials",
  audit: ["user.verification_requested"],
  request: {},
  response: { status: 202, description: "Mailed.", body: askedOutput, headers: ["Set-Cookie"] },
  problems: ["already_verified", "mail_not_configured"],
});
