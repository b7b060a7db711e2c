import type { SignedIn } from "../../api/types.ts";
import { isProblem, Problem } from "../problem.ts";
import { type Fetch, request } from "../request.ts";

/** What a refresh told: a new token, the end of the session, or nothing at all about it. */
export type Verdict = { kind: "in"; answer: SignedIn } | { kind: "out"; why: "none" | "ended" } | { kind: "unknown"; retryAfterMs: number };

/** Cookie endpoints demand a header that no foreign page can send without being asked first (CSRF). */
export const cookieHeaders = { "X-Gatehouse": "1" };

/** A tab that hangs must not keep the others waiting: its refresh ends by itself after this time. */
const timeoutMs = 5_000;

/** The server rotates for somebody else right now (409): worth a short wait, not a failure. */
const mostTries = 3;

/** Asks for the successor of this browser's refresh token. Never throws. */
export async function askForSuccessor(fetch: Fetch): Promise<Verdict> {
  for (let tries = 1; ; tries += 1) {
    try {
      const { data } = await request("POST /auth/refresh", { body: {}, headers: cookieHeaders, timeoutMs }, fetch);
      return isSignedIn(data) ? { kind: "in", answer: data } : { kind: "unknown", retryAfterMs: 0 };
    } catch (error) {
      if (isSessionEnd(error)) return { kind: "out", why: error.code === "session_ended" ? "ended" : "none" };
      const retryAfterMs = error instanceof Problem ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
      if (tries === mostTries || !isProblem(error, "refresh_in_progress")) return { kind: "unknown", retryAfterMs };
      await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(retryAfterMs, 200), 1_000)));
    }
  }
}

/** The three refusals of a cookie endpoint that mean: there is no session here any more. No other answer means that. */
export function isSessionEnd(error: unknown): error is Problem {
  return isProblem(error, "session_ended", "refresh_token_missing", "refresh_token_invalid") && error.status === 401;
}

/** A network that demands a log-in of its own answers 200 to anything; that is not a token. */
function isSignedIn(data: SignedIn | null): data is SignedIn {
  return (
    typeof data?.accessToken === "string" &&
    typeof data.expiresIn === "number" &&
    typeof data.user?.id === "string" &&
    typeof data.session?.id === "string"
  );
}
