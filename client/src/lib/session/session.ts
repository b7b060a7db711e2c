import type { BodyOf, PendingSignIn, SignedIn, SignInRoute, SignOutScope, User } from "../../api/types.ts";
import { Unreachable } from "../problem.ts";
import { type Fetch, request, type RequestOptions } from "../request.ts";
import type { AuthChannel, AuthMessage } from "./auth-channel.ts";
import { type HeldToken, holdToken, isUsable, renewalAtMs, spent } from "./held-token.ts";
import type { PageSignals } from "./page-signals.ts";
import { createRefreshLock } from "./refresh-lock.ts";
import { retryDelayMs } from "./retry-delay.ts";
import { createStore, type SessionSnapshot, SignedOut, type SignedOutReason } from "./snapshot.ts";
import { askForSuccessor, cookieHeaders, isSessionEnd } from "./verdict.ts";

/** What a session needs from its browser. */
export interface SessionDeps {
  fetch: Fetch;
  locks: () => Pick<LockManager, "request"> | undefined;
  openChannel: (receive: (message: AuthMessage) => void) => AuthChannel;
  page: PageSignals;
  /** A monotonic clock in milliseconds. */
  nowMs: () => number;
  rememberSignedIn: (signedIn: boolean) => void;
}

/** One tab's view of being signed in. The access token never leaves its closure but as a Bearer. */
export type Session = ReturnType<typeof createSession>;

/** A token to send, and whose it is: a call begun by one person is never repeated as another. */
export interface Bearer {
  accessToken: string;
  userId: string;
}

/** How long a call of a person waits for the moment the server will be asked again; a longer wait is said at once. */
const patienceMs = 2_000;

/** Makes the session of one tab. Touches nothing of the browser until it is used. */
export function createSession(deps: SessionDeps) {
  const store = createStore<SessionSnapshot>({ state: "unknown", why: "starting", user: null, session: null, standing: null });
  let held: HeldToken | null = null;
  let endedSessionId: string | null = null;
  let inFlight: Promise<HeldToken | null> | null = null;
  let opened: AuthChannel | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let askNotBeforeMs = 0;

  const channel = () => (opened ??= deps.openChannel(receive));
  const exclusively = createRefreshLock(deps.locks);

  function wakeIn(delayMs: number) {
    clearTimeout(timer);
    timer = setTimeout(renewIfDue, Math.max(0, delayMs));
  }

  function adopt(token: HeldToken) {
    held = token;
    failures = 0;
    askNotBeforeMs = 0;
    deps.rememberSignedIn(true);
    wakeIn(renewalAtMs(token) - deps.nowMs());
    store.set({ state: "in", user: token.user, session: token.session, standing: token.standing });
  }

  function adoptOwn(answer: SignedIn, sentAtMs: number, isSwitch = false): HeldToken {
    const token = holdToken(answer, sentAtMs);
    adopt(token);
    channel().post({ kind: "in", answer: { ...answer, expiresIn: (token.endsAtMs - deps.nowMs()) / 1000 }, isSwitch });
    return token;
  }

  function leave(why: SignedOutReason) {
    held = null;
    endedSessionId = store.getSnapshot().session?.id ?? endedSessionId;
    clearTimeout(timer);
    deps.rememberSignedIn(false);
    store.set({ state: "out", why, user: null, session: null, standing: null });
  }

  /** Tells the other tabs that their session is over; by itself for a page that leaves for another one than the sign-in page. */
  function tellOver(why: SignedOutReason) {
    const sessionId = store.getSnapshot().session?.id;
    if (sessionId) channel().post({ kind: "out", sessionId, why });
  }

  function leaveWithAll(why: SignedOutReason) {
    tellOver(why);
    leave(why);
  }

  function receive(message: AuthMessage) {
    if (message.kind === "out") {
      if (message.sessionId === store.getSnapshot().session?.id) leave(message.why);
      return;
    }
    const token = holdToken(message.answer, deps.nowMs());
    const isOlder = !message.isSwitch && held?.session.id === token.session.id && held.endsAtMs > token.endsAtMs;
    if (token.session.id !== endedSessionId && !isOlder) adopt(token);
  }

  /** Brings a successor of `seen`, one request at a time in this tab and among all tabs; null when there is none. */
  function renew(seen: HeldToken | null): Promise<HeldToken | null> {
    inFlight ??= exclusively(() => rotate(seen)).finally(() => (inFlight = null));
    return inFlight;
  }

  async function rotate(seen: HeldToken | null): Promise<HeldToken | null> {
    // The tab that held the lock has posted its token before it let go: let that message arrive first.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (store.getSnapshot().state === "out") return null;
    if (held !== seen && isUsable(held, deps.nowMs())) return held;
    const sentAtMs = deps.nowMs();
    if (sentAtMs < askNotBeforeMs) return null;
    const before = held;
    const verdict = await askForSuccessor(deps.fetch);
    // Where no lock keeps order, a switch may have come in between, of which this answer knows nothing yet.
    const isOvertaken = held !== before && held?.standing.organization?.id !== before?.standing.organization?.id;
    if (isOvertaken && isUsable(held, deps.nowMs())) return held;
    if (verdict.kind === "in") return verdict.answer.session.id === endedSessionId ? null : adoptOwn(verdict.answer, sentAtMs);
    if (verdict.kind === "out") leaveWithAll(verdict.why);
    else awaitNews(verdict.retryAfterMs);
    return null;
  }

  function awaitNews(retryAfterMs: number) {
    failures += 1;
    askNotBeforeMs = deps.nowMs() + retryAfterMs;
    wakeIn(Math.max(retryAfterMs, retryDelayMs(failures)));
    if (isUsable(held, deps.nowMs())) return;
    store.set({ ...store.getSnapshot(), state: "unknown", why: "unreachable" });
  }

  function renewIfDue() {
    const { state } = store.getSnapshot();
    if (state === "unknown" && deps.page.isVisible()) void renew(held);
    if (state !== "in" || held === null || !deps.page.isInUse()) return;
    const waitMs = Math.max(renewalAtMs(held), askNotBeforeMs) - deps.nowMs();
    if (waitMs > 0) wakeIn(waitMs);
    else void renew(held);
  }

  /**
   * Begins to listen to the other tabs and asks whether this browser is signed in; with `ask: false` it takes for granted
   * that it is not, until another tab says otherwise. Returns the way to stop.
   */
  function start({ ask }: { ask: boolean }): () => void {
    channel();
    const stops = [
      deps.page.onAttention(renewIfDue),
      deps.page.onRestored(() => {
        if (held) held = spent(held);
        void renew(held);
      }),
    ];
    if (ask) void renew(held);
    else leave("none");
    return () => {
      for (const stop of stops) stop();
      clearTimeout(timer);
      opened?.close();
      opened = null;
    };
  }

  /** Brings a token for a call, which waits out a short `Retry-After`: a person who acts within it is not told a failure nobody asked about. */
  async function renewForCall(): Promise<HeldToken | null> {
    const waitMs = askNotBeforeMs - deps.nowMs();
    // A timer may ring a little before the other clock is there.
    if (waitMs > 0 && waitMs <= patienceMs) await new Promise((resolve) => setTimeout(resolve, Math.ceil(waitMs) + 1));
    return isUsable(held, deps.nowMs()) ? held : renew(held);
  }

  /**
   * A token to send now, renewed first if need be. Give back the one the server refused as `refused`.
   * @throws SignedOut when there is no session, Unreachable when nobody could be asked.
   */
  async function bearer(refused?: string): Promise<Bearer> {
    if (held && held.accessToken === refused) held = spent(held);
    const token = isUsable(held, deps.nowMs()) ? held : await renewForCall();
    if (token) return { accessToken: token.accessToken, userId: token.user.id };
    if (store.getSnapshot().state === "out") throw new SignedOut("Nobody is signed in.");
    throw new Unreachable("Whether the session goes on could not be asked.");
  }

  /**
   * Signs in by one of the ways and tells the other tabs. Answers with what is still to be proven, or null when nothing is.
   * @throws Problem or Unreachable, having changed nothing.
   */
  function signInBy<R extends SignInRoute>(route: R, body: BodyOf<R> & object): Promise<PendingSignIn | null> {
    return exclusively(async () => {
      const sentAtMs = deps.nowMs();
      const options = { body, headers: cookieHeaders } as RequestOptions<SignInRoute>;
      const { data } = await request<SignInRoute>(route, options, deps.fetch);
      if ("secondFactor" in data) return data.secondFactor;
      adoptOwn(data, sentAtMs);
      return null;
    });
  }

  /**
   * Exchanges the token for one that names another organization, in turn with the refreshes of all tabs, and tells the tabs.
   * @throws SignedOut when that session is none any more, and what `ask` throws, having changed nothing.
   */
  function exchange({ userId }: Bearer, ask: () => Promise<SignedIn>): Promise<void> {
    return exclusively(async () => {
      const sentAtMs = deps.nowMs();
      const answer = await ask();
      if (held?.user.id !== userId || held.session.id !== answer.session.id) throw new SignedOut("Another person has signed in since.");
      adoptOwn(answer, sentAtMs, true);
    });
  }

  const signIn = (credentials: BodyOf<"POST /auth/login">) => signInBy("POST /auth/login", credentials);

  /**
   * Ends this session, the person's others, or all; the tabs of an ended one are told.
   * @throws Problem or Unreachable when the server could not be told: then the person is still signed in.
   */
  async function signOut(scope: SignOutScope = "this"): Promise<void> {
    await exclusively(async () => {
      try {
        await request("POST /auth/logout", { body: { scope }, headers: cookieHeaders }, deps.fetch);
        if (scope !== "others") leaveWithAll("signed-out");
      } catch (error) {
        if (!isSessionEnd(error)) throw error;
        leaveWithAll("ended");
      }
    });
  }

  /** Shows a changed person at once, e.g. after a new name was saved. */
  function updateUser(user: User): void {
    const now = store.getSnapshot();
    if (held) held = { ...held, user };
    if (now.state === "in") store.set({ ...now, user });
  }

  return {
    subscribe: store.subscribe,
    getSnapshot: store.getSnapshot,
    start,
    bearer,
    signIn,
    signInBy,
    exchange,
    signOut,
    tellOver,
    updateUser,
  };
}
