import type { ProblemCode } from "./problem-catalogue.ts";

type Header = { description: string; schema: { type: "string" | "integer"; minimum?: number; const?: string } };

/** The headers that an endpoint may ask a request for, as they are documented. The code that reads one checks it. */
export const REQUEST_HEADERS = {
  "If-Match": {
    description: "The ETag that was read, or several, comma separated: the change is refused with 412 when none is the current one.",
    schema: { type: "string" },
  },
  "X-Gatehouse": {
    description: "Needed where a cookie counts, which comes from the console's own origin only. Programs without cookies leave this out.",
    schema: { type: "string", const: "1" },
  },
} as const satisfies Record<string, Header>;

/** The headers that answers carry, as they are documented. */
export const RESPONSE_HEADERS = {
  "X-Request-Id": {
    description: "The id of this request: finds its log line, and the audit event of what it recorded.",
    schema: { type: "string" },
  },
  "Retry-After": { description: "Seconds to wait before the next attempt.", schema: { type: "integer", minimum: 1 } },
  ETag: { description: "The version of what was read or changed; goes into If-Match of a change (RFC 9110).", schema: { type: "string" } },
  "Content-Disposition": { description: "A name for the file (RFC 6266).", schema: { type: "string" } },
  Location: { description: "Where the browser goes next.", schema: { type: "string" } },
  "Set-Cookie": {
    description:
      "HttpOnly, SameSite=Strict, and Secure on https. The refresh cookie, set or cleared, but not with a refresh token in the body; the browser's random name, to which mailed codes are bound; or, with SameSite=Lax, the sealed flow to a provider and back.",
    schema: { type: "string" },
  },
} as const satisfies Record<string, Header>;

export type RequestHeader = keyof typeof REQUEST_HEADERS;
export type ResponseHeader = keyof typeof RESPONSE_HEADERS;

/** The problems that say when to come back. */
export const RETRY_LATER: ReadonlySet<ProblemCode> = new Set([
  "refresh_in_progress",
  "too_many_requests",
  "too_many_attempts",
  "busy",
  "provider_unavailable",
  "unavailable",
] satisfies ProblemCode[]);
