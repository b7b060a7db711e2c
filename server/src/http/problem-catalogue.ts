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
  cross_site_request: {
    status: 403,
    title: "Cross-site request",
    advice: "Requests that use the refresh cookie come from the console's own origin, with the header X-Gatehouse: 1.",
  },
  permission_denied: { status: 403, title: "Permission denied", advice: "You are not allowed to do this." },
  not_found: { status: 404, title: "Not found", advice: "There is nothing here, or nothing that you may see." },
  request_timeout: { status: 408, title: "Request incomplete", advice: "The request did not arrive in time. Send it again." },
  refresh_in_progress: {
    status: 409,
    title: "Refresh in progress",
    advice: "Another refresh of this session has not finished. Send the same token again in a moment.",
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
  busy: { status: 503, title: "Busy", advice: "Too many passwords are being checked just now. Try again in a moment." },
  unavailable: { status: 503, title: "Not available", advice: "A part that is needed for this does not answer. Try again in a moment." },
} as const satisfies Record<string, { status: number; title: string; advice: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
