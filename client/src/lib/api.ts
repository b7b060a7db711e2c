import type { AnswerOf, Route } from "../api/types.ts";
import { isProblem } from "./problem.ts";
import { type Answer, type Fetch, request, type RequestOptions } from "./request.ts";
import { session } from "./session/browser-session.ts";
import type { Session } from "./session/session.ts";
import { SignedOut } from "./session/snapshot.ts";

/** Tokens may live a second only and end on the way; a server that refuses three fresh ones in a row means it. */
const mostTries = 3;

/**
 * Makes the call of a signed-in person: `const { data, etag } = await api("GET /me", {})`.
 * A token the server finds stale is renewed in silence and the same request sent again, as the same person.
 * @throws Problem (a refusal, with its request id), Unreachable (no answer), SignedOut (no session any more).
 */
export type Api = <R extends Route>(route: R, options: RequestOptions<R>) => Promise<Answer<AnswerOf<R>>>;

/** Makes the call of one tab's session. */
export function createApi(from: Pick<Session, "bearer">, fetch?: Fetch): Api {
  return async (route, options) => {
    const first = await from.bearer();
    let token = first;
    for (let tries = 1; ; tries += 1) {
      try {
        const headers = { ...options.headers, Authorization: `Bearer ${token.accessToken}` };
        return await request(route, { ...options, headers }, fetch);
      } catch (error) {
        if (tries === mostTries || !isStaleToken(error)) throw error;
        token = await from.bearer(token.accessToken);
        if (token.userId !== first.userId) throw new SignedOut("Another person has signed in since.");
      }
    }
  };
}

/** The call of this tab's session. */
export const api: Api = createApi(session);

/**
 * `session_ended` is among them because a tab may hold the token of a session that another tab has replaced. Whether
 * the person is signed out is decided by the refresh that follows, never by one refused call.
 */
function isStaleToken(error: unknown): boolean {
  return isProblem(error, "access_token_expired", "access_token_invalid", "session_ended");
}
