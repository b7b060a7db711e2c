import type { ComponentType } from "react";
import type { Impersonating } from "../../api/types.ts";
import { isProblem } from "../problem.ts";
import { type Fetch, request } from "../request.ts";
import type { Acting } from "./acting.ts";
import { SignedOut } from "./snapshot.ts";

/** How long the server is waited for by who wants to stop. */
const patienceMs = 5_000;

interface ActorDeps {
  acting: Acting;
  fetch: Fetch;
  /** A monotonic clock in milliseconds. */
  nowMs: () => number;
}

/** Begins and ends one tab's acting for another person. The token stays in this closure: no other tab has it, and a reload forgets it. */
export function createActor({ acting, fetch, nowMs }: ActorDeps) {
  let accessToken: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function leave(next: Parameters<Acting["set"]>[0]) {
    accessToken = null;
    clearTimeout(timer);
    acting.set(next);
  }

  function endByItself() {
    const now = acting.getSnapshot();
    if (now.state === "acting") leave({ state: "over", user: now.user, Banner: now.Banner });
  }

  /** From now on this tab sees what the person sees. A token that is refused is over, since nothing renews it; nothing is asked again as somebody else. */
  function begin({ accessToken: given, expiresIn, session, user }: Impersonating, reason: string, Banner: ComponentType): void {
    clearTimeout(timer);
    accessToken = given;
    timer = setTimeout(endByItself, expiresIn * 1000);
    const endsAtMs = nowMs() + expiresIn * 1000;
    acting.set(
      { state: "acting", user, session: { ...session, idleExpiresAt: session.expiresAt }, reason, endsAtMs, Banner },
      async (refused) => {
        if (refused !== given) return { accessToken: given, userId: user.id };
        endByItself();
        throw new SignedOut(`You act for ${user.name} no more.`);
      },
    );
  }

  /**
   * Ends it, here in any case; what is read afterwards tells of it already.
   * @throws Problem or Unreachable when the server could not be told: there it ends by itself.
   */
  async function stop(): Promise<void> {
    if (accessToken === null) return;
    try {
      await request("POST /auth/impersonation/end", { headers: { Authorization: `Bearer ${accessToken}` }, timeoutMs: patienceMs }, fetch);
    } catch (error) {
      if (!isProblem(error, "session_ended", "access_token_expired")) throw error;
    } finally {
      leave({ state: "none", Banner: null });
    }
  }

  /** The person at the window has read that it is over. */
  function forget(): void {
    if (acting.getSnapshot().state === "over") leave({ state: "none", Banner: null });
  }

  return { begin, stop, forget };
}
