import type { AnswerOf, Route } from "../api/types.ts";
import { type FreshProof, freshProof } from "./fresh-proof.ts";
import { organizationDoubt } from "./organization-doubt.ts";
import { isProblem, Problem } from "./problem.ts";
import { type Answer, type Fetch, request, type RequestOptions } from "./request.ts";
import { acting } from "./session/browser-acting.ts";
import type { Session } from "./session/session.ts";
import { SignedOut } from "./session/snapshot.ts";

/** Tokens may live a second only and end on the way; a server that refuses three fresh ones in a row means it. */
const mostTries = 3;

/**
 * Makes the call of a signed-in person: `const { data, etag } = await api("GET /me", {})`.
 * A token the server finds stale is renewed in silence, and where it wants a fresh proof the person is asked over the page;
 * then the very same request is sent again, as the same person.
 * @throws Problem (a refusal, with its request id), Unreachable (no answer), SignedOut (no session any more).
 */
export type Api = <R extends Route>(route: R, options: RequestOptions<R>) => Promise<Answer<AnswerOf<R>>>;

/** Makes the call of one tab's session. */
export function createApi(from: Pick<Session, "bearer">, fetch?: Fetch, proof: Pick<FreshProof, "ask"> = freshProof): Api {
  return async (route, options) => {
    const first = await from.bearer();
    let token = first;
    let isProven = false;
    for (let tries = 1; ; tries += 1) {
      try {
        const headers = { ...options.headers, Authorization: `Bearer ${token.accessToken}` };
        return await request(route, { ...options, headers }, fetch);
      } catch (error) {
        const wantsProof = isProblem(error, "step_up_required") && !isProven;
        if (!wantsProof && (tries >= mostTries || !mayPass(error))) throw error;
        // The proof may have been given, here or in another tab, while the refusal was on its way.
        const held = wantsProof ? await from.bearer() : token;
        if (wantsProof && held.accessToken === token.accessToken) {
          if (!(await proof.ask())) throw declined(error);
          options.signal?.throwIfAborted();
          isProven = true;
        }
        token = held.accessToken === token.accessToken ? await from.bearer(token.accessToken) : held;
        if (token.userId !== first.userId) throw new SignedOut("Another person has signed in since.");
      }
    }
  };
}

/** The call of this tab's session, or of the person for whom an administrator acts in it. */
export const api: Api = async (route, options) => {
  try {
    return await call(route, options);
  } catch (error) {
    organizationDoubt.hear(error);
    throw error;
  }
};

const call = createApi(acting);

/** The refusal in the words of who has caused it. Nothing failed, so there is no request id to tell. */
function declined(refusal: Problem): Problem {
  const { status, code, errors, retryAfterSeconds } = refusal;
  const detail = "You did not confirm that it is you, so nothing was changed.";
  return new Problem({ status, code, detail, requestId: null, errors, retryAfterSeconds });
}

/**
 * Whether a newer token may be let through: of two tabs one may hold a token from before the proof that the other has given.
 * `session_ended` is among them because a tab may hold the token of a session that another tab has replaced. Whether
 * the person is signed out is decided by the refresh that follows, never by one refused call.
 */
function mayPass(error: unknown): boolean {
  return isProblem(error, "access_token_expired", "access_token_invalid", "session_ended", "step_up_required");
}
