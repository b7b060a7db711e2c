import type { ComponentType } from "react";
import type { Impersonating } from "../../api/types.ts";
import { isProblem, Unreachable } from "../problem.ts";
import { type Fetch, request } from "../request.ts";
import { keepActing } from "./acting-memory.ts";
import type { Acting } from "./acting.ts";
import type { Session } from "./session.ts";
import { SignedOut } from "./snapshot.ts";

/** How long the server is waited for by who wants to stop. */
const patienceMs = 5_000;

interface ActorDeps {
  acting: Acting;
  /** Whose tab it is. */
  own: Pick<Session, "getSnapshot">;
  fetch: Fetch;
  /** A monotonic clock in milliseconds. */
  nowMs: () => number;
  page: ActorPage;
}

/** What ends it from outside, and what lets the server be told after all; a seam for tests. */
interface ActorPage {
  /** Calls back each time the page is left, for another one or by a reload. */
  onLeft: (listener: () => void) => void;
  /** Calls back once, when there is a network again. */
  onceOnline: (listener: () => void) => void;
}

/** The signals of the real page. */
export const browserActorPage: ActorPage = {
  onLeft: (listener) => window.addEventListener("pagehide", listener),
  onceOnline: (listener) => window.addEventListener("online", listener, { once: true }),
};

/**
 * Begins and ends one tab's acting for another person. The token stays in this closure: no other tab has it, and a reload forgets it,
 * which is why the server is told as the page goes. The next page says that it is over.
 */
export function createActor({ acting, own, fetch, nowMs, page }: ActorDeps) {
  let accessToken: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function leave(next: Parameters<Acting["set"]>[0]) {
    accessToken = null;
    clearTimeout(timer);
    if (next.state === "none") keepActing(null);
    acting.set(next);
  }

  function endByItself() {
    const now = acting.getSnapshot();
    if (now.state === "acting") leave({ state: "over", user: now.user, Banner: now.Banner });
  }

  function endWithPage() {
    if (accessToken === null) return;
    void tellServer(accessToken, { keepalive: true }).catch(() => {});
    endByItself();
  }
  page.onLeft(endWithPage);

  function tellServer(token: string, how: RequestInit = {}) {
    const options = { headers: { Authorization: `Bearer ${token}` }, timeoutMs: patienceMs };
    return request("POST /auth/impersonation/end", options, (url, init) => fetch(url, { ...init, ...how }));
  }

  /** The token is kept for this alone, and only for as long as it is good for anything. */
  function tellLater(token: string, endsAtMs: number) {
    page.onceOnline(() => {
      if (nowMs() >= endsAtMs) return;
      tellServer(token).catch((error: unknown) => {
        if (error instanceof Unreachable) tellLater(token, endsAtMs);
      });
    });
  }

  /** From now on this tab sees what the person sees. A token that is refused is over, since nothing renews it; nothing is asked again as somebody else. */
  function begin({ accessToken: given, expiresIn, session, user }: Impersonating, reason: string, Banner: ComponentType): void {
    clearTimeout(timer);
    accessToken = given;
    timer = setTimeout(endByItself, expiresIn * 1000);
    const endsAtMs = nowMs() + expiresIn * 1000;
    keepActing({ by: own.getSnapshot().user?.id ?? "", user: { id: user.id, name: user.name } });
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
   * @throws Problem or Unreachable when the server could not be told: it is told once there is a network, or ends it by itself.
   */
  async function stop(): Promise<void> {
    const now = acting.getSnapshot();
    if (accessToken === null || now.state !== "acting") return;
    const token = accessToken;
    try {
      await tellServer(token);
    } catch (error) {
      if (error instanceof Unreachable) tellLater(token, now.endsAtMs);
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
