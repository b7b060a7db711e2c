import { AuthorizationResponseError, ClientError, ResponseBodyError } from "openid-client";
import { Problem } from "../../http/problem.ts";

/** The provider cannot be used at the moment. */
export function unavailable(why: unknown): Problem {
  return new Problem("provider_unavailable", { retryAfterSeconds: 10, cause: plainCause(why) });
}

/** What the provider said does not hold. */
export function unbelievable(why: unknown): Problem {
  return new Problem("provider_answer_invalid", { cause: plainCause(why) });
}

/** The reason in words and a code. Errors of the libraries carry whole answers, with tokens in them, which must not reach the log. */
function plainCause(why: unknown): Error {
  if (!(why instanceof Error)) return new Error(String(why));
  const code = "code" in why && typeof why.code === "string" ? `${why.code}: ` : "";
  const deeper = why.cause instanceof Error ? ` (${why.cause.message})` : "";
  return new Error(`${code}${why.message}${deeper}`);
}

/** What the provider says when nobody signed in, or the person turned back (RFC 6749 4.1.2.1, OpenID Connect Core 3.1.2.6). */
const REFUSALS: ReadonlySet<string> = new Set([
  "access_denied",
  "login_required",
  "consent_required",
  "interaction_required",
  "account_selection_required",
]);
const AWAY: ReadonlySet<string> = new Set(["server_error", "temporarily_unavailable"]);

/** The refusal for an error that came with the browser. */
export function refusalOf(error: string): Problem {
  if (REFUSALS.has(error)) return new Problem("provider_refused");
  return AWAY.has(error)
    ? unavailable(`the provider answered ${printable(error)}`)
    : unbelievable(`the provider answered ${printable(error)}`);
}

const printable = (text: string) => text.replace(/[^\w.-]/g, "").slice(0, 60);

/** Codes of what is no answer at all, or none of the kind that was to come. */
const NO_ANSWER: ReadonlySet<string> = new Set([
  "OAUTH_TIMEOUT",
  "OAUTH_ABORT",
  "OAUTH_RESPONSE_IS_NOT_JSON",
  "OAUTH_RESPONSE_IS_NOT_CONFORM",
  "OAUTH_PARSE_ERROR",
]);

/** The problem for what openid-client, or the fetch below it, has thrown. */
export function failureOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof AuthorizationResponseError) return refusalOf(error.error);
  // The code was used, is another's, or came too late.
  if (error instanceof ResponseBodyError && error.error === "invalid_grant") return new Problem("provider_flow_invalid");
  if (error instanceof ResponseBodyError) return unavailable(`the token endpoint answered ${printable(error.error)}`);
  if (error instanceof ClientError) {
    const isNoAnswer = error.code === undefined || NO_ANSWER.has(error.code);
    return isNoAnswer ? unavailable(error) : unbelievable(error);
  }
  return unavailable(error);
}
