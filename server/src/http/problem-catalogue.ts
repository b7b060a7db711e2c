import { MEMBERSHIP_PROBLEMS } from "./membership-problems.ts";
import { OWNERSHIP_PROBLEMS } from "./ownership-problems.ts";
import { ROLE_PROBLEMS } from "./role-problems.ts";

/**
 * Every problem the API can answer. The code is the contract: clients branch on it, so it never changes its meaning.
 * `advice` is the default public sentence: what happened and what to do.
 */
export const PROBLEMS = {
  malformed_request: {
    status: 400,
    title: "Malformed request",
    advice: "The request cannot be read. Check the JSON syntax and the encoding of the URL.",
  },
  access_token_missing: { status: 401, title: "Not signed in", advice: "Send an access token in the Authorization header." },
  access_token_invalid: {
    status: 401,
    title: "Access token not valid",
    advice: "The access token is not one of ours or was changed. Sign in again.",
  },
  access_token_expired: { status: 401, title: "Access token expired", advice: "Refresh the session and send the request again." },
  session_ended: { status: 401, title: "Session ended", advice: "This session has ended. Sign in again." },
  invalid_credentials: {
    status: 401,
    title: "Wrong address or password",
    advice: "The address and the password do not belong together. Check both and try again.",
  },
  refresh_token_missing: { status: 401, title: "No refresh token", advice: "Send the refresh token as a cookie or in the body." },
  refresh_token_invalid: {
    status: 401,
    title: "Refresh token not valid",
    advice: "The refresh token is not one of ours or was changed. Sign in again.",
  },
  account_disabled: {
    status: 403,
    title: "Account disabled",
    advice: "An administrator has disabled this account. Ask them to enable it.",
  },
  account_closed: {
    status: 403,
    title: "Account closed",
    advice: "You have closed this account. It is deleted for good at the time given in deletesAt; until then you can undo it.",
  },
  email_not_verified: {
    status: 403,
    title: "Address not confirmed",
    advice: "The address and the password are right, but the address has not been confirmed yet. Ask for a code and type it.",
  },
  registration_closed: {
    status: 403,
    title: "Registration closed",
    advice: "Nobody can create an account here by themselves. Ask whoever runs this Gatehouse.",
  },
  cross_site_request: {
    status: 403,
    title: "Cross-site request",
    advice: "Requests that use the refresh cookie come from the console's own origin, with the header X-Gatehouse: 1.",
  },
  step_up_required: {
    status: 403,
    title: "Proof needed again",
    advice: "This needs a proof of who you are that is at most ten minutes old. Prove it again, then repeat the request.",
  },
  second_factor_required: {
    status: 403,
    title: "Second factor needed",
    advice: "Administrators act with a second factor only. Set one up for your account, or sign in with the one that you have.",
  },
  provider_refused: {
    status: 403,
    title: "Not signed in at the provider",
    advice: "The provider did not sign you in, or you turned back. Nothing was changed. Try again, or sign in another way.",
  },
  provider_address_unverified: {
    status: 403,
    title: "No verified address",
    advice:
      "The provider does not tell us an address that it has verified as yours, so no account was made. Create one with your address, then connect the provider in it.",
  },
  address_not_accepted: {
    status: 403,
    title: "Address not accepted",
    advice: "Addresses like yours cannot have an account here. Ask whoever runs this Gatehouse.",
  },
  provider_proof_stale: {
    status: 403,
    title: "No fresh proof",
    advice:
      "The provider did not show that you have just signed in there. Prove who you are another way; a password can be set with a code from your mailbox.",
  },
  impersonation_is_read_only: {
    status: 403,
    title: "You act for somebody else",
    advice: "Who acts for another person reads what they see and changes nothing. Stop, and do it as yourself.",
  },
  wrong_provider_account: {
    status: 403,
    title: "Another account there",
    advice: "You signed in at the provider with another account than the one that is connected. Sign in there with that one.",
  },
  step_up_method_refused: {
    status: 403,
    title: "Not by this",
    advice: "You cannot prove yourself again by this. See which ways you have; a password can be set with a code from your mailbox.",
  },
  organization_closed: {
    status: 403,
    title: "Organization closed",
    advice: "This organization is closed and will be deleted. An owner can open it again until then.",
  },
  organization_policy_unmet: {
    status: 403,
    title: "The organization asks for more",
    advice: "The organization asks for a proof that this sign-in does not have. See demands, give it, and refresh.",
  },
  ip_not_allowed: {
    status: 403,
    title: "Not from here",
    advice: "The organization lets nobody in from this network. Use one that it allows, or ask its admins.",
  },
  grant_exceeds_own: {
    status: 403,
    title: "More than you hold",
    advice: "Nobody gives or takes what they may not do themselves. Ask somebody whose role permits it.",
  },
  permission_denied: { status: 403, title: "Permission denied", advice: "You are not allowed to do this." },
  not_found: { status: 404, title: "Not found", advice: "There is nothing here, or nothing that you may see." },
  request_timeout: { status: 408, title: "Request incomplete", advice: "The request did not arrive in time. Send it again." },
  refresh_in_progress: {
    status: 409,
    title: "Refresh in progress",
    advice: "Another refresh of this session has not finished. Send the same token again in a moment.",
  },
  last_administrator: {
    status: 409,
    title: "Last administrator",
    advice: "There must be somebody who looks after this Gatehouse. Make another person an administrator first.",
  },
  last_owner: {
    status: 409,
    title: "Last owner",
    advice: "An organization needs an owner. Make another member an owner first, or hand it over.",
  },
  slug_taken: {
    status: 409,
    title: "Name in the address taken",
    advice: "Another organization has this name in its address. Choose another.",
  },
  ...OWNERSHIP_PROBLEMS,
  ...ROLE_PROBLEMS,
  too_many_organizations: {
    status: 409,
    title: "Too many organizations",
    advice: "You are a member of as many organizations as one may be. Leave one that you do not need any more.",
  },
  challenge_elsewhere: {
    status: 409,
    title: "Asked for in another browser",
    advice: "This link was asked for in another browser. Type the code there.",
  },
  already_verified: { status: 409, title: "Already confirmed", advice: "This address is confirmed. There is nothing to do." },
  email_taken: {
    status: 409,
    title: "Address taken",
    advice: "Another account has this address. Use another, or sign in to that account.",
  },
  cannot_impersonate: {
    status: 409,
    title: "Nobody acts for them",
    advice: "Nobody acts for an administrator, for a disabled account, or for themselves.",
  },
  mail_not_configured: {
    status: 409,
    title: "No mail here",
    advice: "This Gatehouse sends no mail, so this cannot be done. Ask whoever runs it.",
  },
  last_credential: {
    status: 409,
    title: "Cannot be removed",
    advice: "Without it you could not sign in any more. Add another way to sign in first, then remove this one.",
  },
  no_second_factor: {
    status: 409,
    title: "No second factor",
    advice: "Your account has no second factor yet. Add a passkey or an authenticator app first.",
  },
  too_many_passkeys: {
    status: 409,
    title: "Too many passkeys",
    advice: "Your account has as many passkeys as it may have. Remove one that you do not use any more.",
  },
  too_many_connections: {
    status: 409,
    title: "Too many connections",
    advice: "Your account is connected to as many accounts at providers as it may be. Disconnect one that you do not use any more.",
  },
  pending_sign_in_ended: {
    status: 410,
    title: "Sign-in not valid any more",
    advice: "It was begun in another browser, took too long, was finished, or had too many wrong codes. Sign in again.",
  },
  connection_taken: {
    status: 409,
    title: "Connected elsewhere",
    advice: "This account at the provider is connected to another account here. Sign in with it, or disconnect it there first.",
  },
  challenge_ended: {
    status: 410,
    title: "Code or link not valid any more",
    advice: "It has been used or replaced, has expired, or was tried too often. Ask for a new one.",
  },
  invitation_invalid: {
    status: 410,
    title: "Invitation not valid",
    advice: "The invitation has been used, withdrawn, or has expired. Ask whoever invited you for a new one.",
  },
  undo_link_invalid: {
    status: 410,
    title: "Undo link not valid",
    advice: "The link has been used or has expired. If this was not you, ask whoever runs this Gatehouse.",
  },
  unblock_link_invalid: {
    status: 410,
    title: "Link not valid",
    advice: "The link has been used or has expired. Wait a little, then sign in as usual.",
  },
  provider_flow_invalid: {
    status: 410,
    title: "Begin again",
    advice: "This sign-in was begun in another browser, took longer than ten minutes, or was used already. Begin again.",
  },
  connection_offer_invalid: {
    status: 410,
    title: "Offer not valid any more",
    advice: "The offer to connect has been used, has expired, or was made to another account or browser. Sign in with the provider again.",
  },
  setup_link_invalid: {
    status: 410,
    title: "Setup link not valid",
    advice: "The link has been used, has expired, or an administrator exists already. Ask the operator for a new one.",
  },
  precondition_failed: {
    status: 412,
    title: "Changed meanwhile",
    advice: "Someone changed this after you read it. Read it again, then repeat your change.",
  },
  body_too_large: { status: 413, title: "Body too large", advice: "The body is larger than this endpoint accepts." },
  unsupported_media_type: { status: 415, title: "Unsupported media type", advice: "Send the body as application/json in UTF-8." },
  validation_failed: {
    status: 422,
    title: "Values not accepted",
    advice: "Some values are missing or not accepted. See errors for each of them.",
  },
  passkey_refused: {
    status: 422,
    title: "Passkey not accepted",
    advice: "The passkey is not known here, was not asked for, or answered too late. Try again, or prove yourself in another way.",
  },
  ...MEMBERSHIP_PROBLEMS,
  proof_of_work_required: {
    status: 428,
    title: "Proof of work required",
    advice: "Many requests come in just now. Ask for a puzzle, solve it, and send the solution with the same request.",
  },
  too_many_attempts: {
    status: 429,
    title: "Too many attempts",
    advice: "Too many wrong passwords or codes. Wait as long as Retry-After says, or use the link that was mailed to the address.",
  },
  headers_too_large: {
    status: 431,
    title: "Headers too large",
    advice: "Send fewer or shorter headers; a long cookie is often the cause.",
  },
  too_many_requests: { status: 429, title: "Too many requests", advice: "Wait as long as Retry-After says, then try again." },
  internal_error: {
    status: 500,
    title: "Internal error",
    advice: "Something failed on our side. Try again; if it stays, give the request id to the operator.",
  },
  provider_answer_invalid: {
    status: 502,
    title: "Answer not believed",
    advice:
      "What the provider said did not pass our checks, so nobody was signed in. Begin again; if it stays, tell whoever runs this Gatehouse.",
  },
  busy: { status: 503, title: "Busy", advice: "Too many passwords are being checked just now. Try again in a moment." },
  provider_unavailable: {
    status: 503,
    title: "Provider not available",
    advice: "The provider does not answer as it should just now. Try again in a moment, or sign in another way.",
  },
  unavailable: { status: 503, title: "Not available", advice: "A part that is needed for this does not answer. Try again in a moment." },
} as const satisfies Record<string, { status: number; title: string; advice: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
