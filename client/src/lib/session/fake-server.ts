import type { Fetch } from "../request.ts";
import { answer, pass, refusal, signedIn } from "./fake-browser.ts";

/**
 * For tests: a server that rotates without any mercy, and the cookie jar of the browser before it. A refresh token that
 * is presented twice ends the family at once, so a client that races against itself is signed out.
 */
export function strictServer({ tokenLifeMs, delayMs = () => Math.random() * 4 }: { tokenLifeMs: number; delayMs?: () => number }) {
  const seen = { rotations: 0, refreshes: 0, calls: 0, refusedCalls: 0, ended: false };
  const tokens = new Map<string, number>();
  let cookie = 1;
  let current = 1;

  function refresh(presented: number): Response {
    seen.refreshes += 1;
    if (seen.ended || presented !== current) {
      seen.ended = true;
      return refusal(401, "session_ended");
    }
    current += 1;
    seen.rotations += 1;
    const token = `token-${current}`;
    tokens.set(token, performance.now() + tokenLifeMs);
    return answer(200, signedIn(token, tokenLifeMs / 1000));
  }

  const fetch: Fetch = async (url, init) => {
    const presented = cookie;
    await pass(delayMs());
    if (url.endsWith("/auth/refresh")) {
      const response = refresh(presented);
      await pass(delayMs());
      if (response.ok) cookie = current;
      return response;
    }
    seen.calls += 1;
    const token = new Headers(init.headers).get("Authorization")?.slice("Bearer ".length) ?? "";
    if (!seen.ended && performance.now() < (tokens.get(token) ?? 0)) return answer(200, signedIn("").user);
    seen.refusedCalls += 1;
    return refusal(401, seen.ended ? "session_ended" : "access_token_expired");
  };

  return { fetch, seen, end: () => void (seen.ended = true) };
}
