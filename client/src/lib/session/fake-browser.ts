import type { SignedIn } from "../../api/types.ts";
import type { Fetch } from "../request.ts";
import type { AuthMessage } from "./auth-channel.ts";
import { createSession, type SessionDeps } from "./session.ts";

/** For tests: an answer of the API. */
export function answer(status: number, body: object | null, headers: Record<string, string> = {}): Response {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  return new Response(body && JSON.stringify(body), { status, headers: { "Content-Type": type, ...headers } });
}

/** For tests: a refusal of the API. */
export function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  return answer(status, { code, title: code, detail: code, requestId: "request-1" }, headers);
}

/** For tests: what a sign-in answers. */
export function signedIn(accessToken: string, expiresIn = 600, sessionId = "session-1", email = "ada@example.com"): SignedIn {
  const at = "2026-11-21T10:00:00.000Z";
  const user = { id: `user-${email}`, email, name: "Ada", emailVerifiedAt: at, instanceRole: null, createdAt: at, updatedAt: at };
  const session = { id: sessionId, createdAt: at, idleExpiresAt: at, expiresAt: at };
  return { accessToken, tokenType: "Bearer", expiresIn, session, user, organization: null, organizationRefusal: null };
}

/** For tests: lets everything that is under way run, and `ms` pass. */
export function pass(ms = 10): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

type Turn = () => Promise<void>;

/** For tests: one lock as browsers keep it, first come first served. */
function fakeLocks(): Pick<LockManager, "request"> {
  const waiting: Turn[] = [];
  let taken = false;
  const next = () => {
    const turn = taken ? undefined : waiting.shift();
    if (!turn) return;
    taken = true;
    void turn().finally(() => {
      taken = false;
      setTimeout(next, 0);
    });
  };
  const request = (_name: string, { signal }: LockOptions, work: LockGrantedCallback<unknown>) =>
    new Promise((resolve, reject) => {
      const turn: Turn = async () => Promise.resolve(work(null)).then(resolve, reject);
      signal?.addEventListener("abort", () => {
        const index = waiting.indexOf(turn);
        if (index >= 0) waiting.splice(index, 1);
        reject(signal.reason);
      });
      waiting.push(turn);
      next();
    });
  return { request: request as LockManager["request"] };
}

/** For tests: a browser in which tabs can be opened; `fetch` is the network of them all. */
export function fakeBrowser(fetch: Fetch, changes: Partial<SessionDeps> = {}) {
  const locks = fakeLocks();
  const lines = new Set<(message: AuthMessage) => void>();

  /** Opens a tab; `attend` makes it the one in use and tells it so. */
  function openTab() {
    let inUse = false;
    const attentive = new Set<() => void>();
    const restored = new Set<() => void>();
    const listenTo = (set: Set<() => void>) => (listener: () => void) => {
      set.add(listener);
      return () => void set.delete(listener);
    };
    const session = createSession({
      fetch,
      locks: () => locks,
      openChannel: (receive) => {
        lines.add(receive);
        const post = (message: AuthMessage) => {
          for (const line of lines) if (line !== receive) setTimeout(() => lines.has(line) && line(structuredClone(message)), 0);
        };
        return { post, close: () => lines.delete(receive) };
      },
      page: { isVisible: () => inUse, isInUse: () => inUse, onAttention: listenTo(attentive), onRestored: listenTo(restored) },
      nowMs: () => performance.now(),
      rememberSignedIn: () => {},
      ...changes,
    });
    const tell = (set: Set<() => void>) => set.forEach((listener) => listener());
    return {
      session,
      attend: () => {
        inUse = true;
        tell(attentive);
      },
      restore: () => tell(restored),
    };
  }

  return { openTab };
}
