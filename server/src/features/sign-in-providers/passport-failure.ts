import { unavailable, failureOf } from "./provider-failure.ts";
import { Problem } from "../../http/problem.ts";

/** What token endpoints call a code that was used, is another's, or came too late; GitHub has a name of its own for it. */
const BAD_CODE: ReadonlySet<string> = new Set(["invalid_grant", "bad_verification_code"]);

/** The problem for what a strategy of passport reports. Its errors may hold whole answers: only their names are looked at. */
export function strategyFailureOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof Error && "code" in error && BAD_CODE.has(String(error.code))) return new Problem("provider_flow_invalid");
  if (error instanceof Error && error.name === "TokenError")
    return unavailable(`the token endpoint answered ${"code" in error ? String(error.code) : ""}`);
  return error instanceof Error && error.name === "InternalOAuthError" ? unavailable(error.message) : failureOf(error);
}
