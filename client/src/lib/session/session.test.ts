import { describe, expect, jest, test } from "@jest/globals";
import { createApi } from "../api.ts";
import { Unreachable } from "../problem.ts";
import type { Fetch } from "../request.ts";
import { answer, fakeBrowser, pass, refusal, signedIn } from "./fake-browser.ts";
import { strictServer } from "./fake-server.ts";
import { SignedOut } from "./snapshot.ts";
import { watchIdentity } from "./watch-identity.ts";

/** Answers one after the other; the last one stays. */
function answers(...list: (() => Response | Promise<Response>)[]) {
  return jest.fn<Fetch>(async () => (list.length > 1 ? list.shift() : list[0])?.() ?? refusal(500, "none"));
}

const ok =
  (token = "token-1", seconds = 600, sessionId?: string, email?: string) =>
  () =>
    answer(200, signedIn(token, seconds, sessionId, email));
const broken = () => Promise.reject(new TypeError("Failed to fetch"));

async function started(fetch: Fetch, changes = {}) {
  const tab = fakeBrowser(fetch, changes).openTab();
  const stop = tab.session.start({ ask: true });
  await pass(20);
  return { ...tab, stop };
}

describe("what signs out", () => {
  test.each(["session_ended", "refresh_token_missing", "refresh_token_invalid"])("401 %s signs out", async (code) => {
    const { session, stop } = await started(answers(() => refusal(401, code)));
    stop();
    expect(session.getSnapshot().state).toBe("out");
    await expect(session.bearer()).rejects.toBeInstanceOf(SignedOut);
  });

  const harmless: [string, () => Response | Promise<Response>][] = [
    ["a network failure", broken],
    ["a time-out", () => Promise.reject(new DOMException("timed out", "TimeoutError"))],
    ["a 500", () => refusal(500, "internal_error")],
    ["a 503", () => refusal(503, "busy", { "Retry-After": "1" })],
    ["a 429", () => refusal(429, "too_many_requests", { "Retry-After": "1" })],
    ["a 403 for a cross-site request", () => refusal(403, "cross_site_request")],
    ["a proxy's own 401", () => new Response("<html>", { status: 401, headers: { "Content-Type": "text/html" } })],
    ["a hotel's log-in page", () => new Response("<html>", { status: 200, headers: { "Content-Type": "text/html" } })],
    ["an answer without a token", () => answer(200, { hello: "world" })],
    ["the code of an end with another status", () => refusal(503, "session_ended")],
  ];

  test.each(harmless)("%s does not sign out", async (_name, response) => {
    const { session, stop } = await started(answers(response));
    stop();
    expect(session.getSnapshot()).toMatchObject({ state: "unknown", why: "unreachable" });
  });

  test.each(harmless)("%s keeps who was signed in", async (_name, response) => {
    const fetch = answers(ok("token-1", 0.02), response);
    const { session, stop } = await started(fetch);
    await pass(30);
    await expect(session.bearer()).rejects.toBeInstanceOf(Unreachable);
    stop();
    expect(session.getSnapshot()).toMatchObject({ state: "unknown", user: { email: "ada@example.com" }, session: { id: "session-1" } });
  });

  test("a refused call alone does not sign out: the refresh that follows decides", async () => {
    const { session, stop } = await started(answers(ok("token-1"), ok("token-2", 600, "session-2")));
    const calls = answers(
      () => refusal(401, "session_ended"),
      () => answer(200, { name: "Ada" }),
    );
    const { data } = await createApi(session, calls)("GET /me", {});
    stop();
    expect(data).toEqual({ name: "Ada" });
    expect(session.getSnapshot()).toMatchObject({ state: "in", session: { id: "session-2" } });
  });

  test("a failed sign-out leaves the person signed in and says so", async () => {
    const { session, stop } = await started(answers(ok(), broken));
    await expect(session.signOut()).rejects.toBeInstanceOf(Unreachable);
    stop();
    expect(session.getSnapshot().state).toBe("in");
  });
});

describe("a refresh", () => {
  test("that somebody else has in hand (409) is asked again and shows nothing", async () => {
    const fetch = answers(() => refusal(409, "refresh_in_progress", { "Retry-After": "0" }), ok());
    const { session, stop } = await started(fetch);
    await pass(300);
    stop();
    expect(session.getSnapshot().state).toBe("in");
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("happens once for many calls that need it", async () => {
    const fetch = answers(ok());
    const tab = fakeBrowser(fetch).openTab();
    await Promise.all(Array.from({ length: 20 }, () => tab.session.bearer()));
    tab.session.start({ ask: false })();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test("carries the cookie and the static header, and no token", async () => {
    const fetch = answers(ok());
    const { stop } = await started(fetch);
    stop();
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe("/api/v1/auth/refresh");
    expect(init).toMatchObject({ method: "POST", credentials: "same-origin", headers: { "X-Gatehouse": "1" } });
    expect(init?.headers).not.toHaveProperty("Authorization");
  });

  test("is tried again when the network comes back", async () => {
    const { session, stop, attend } = await started(answers(broken, ok()));
    expect(session.getSnapshot().state).toBe("unknown");
    attend();
    await pass(20);
    stop();
    expect(session.getSnapshot().state).toBe("in");
  });

  test("is not tried before the time the server asked for", async () => {
    const fetch = answers(() => refusal(429, "too_many_requests", { "Retry-After": "60" }), ok());
    const { session, stop, attend } = await started(fetch);
    attend();
    await expect(session.bearer()).rejects.toBeInstanceOf(Unreachable);
    stop();
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  test("waits for a person's call until the time the server asked for, if that is near, and never comes early by itself", async () => {
    const busy = () => refusal(503, "busy", { "Retry-After": "1" });
    const fetch = answers(busy, ok());
    const { session, stop, attend } = await started(fetch);
    const asked = Promise.all([session.bearer(), session.bearer()]);
    attend();
    await pass(500);
    expect(fetch).toHaveBeenCalledTimes(1);
    await expect(asked).resolves.toMatchObject([{ accessToken: "token-1" }, { accessToken: "token-1" }]);
    stop();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("that fails again after such a wait is told as a failure, having asked once", async () => {
    const fetch = answers(() => refusal(503, "busy", { "Retry-After": "1" }));
    const { session, stop } = await started(fetch);
    stop();
    await expect(session.bearer()).rejects.toBeInstanceOf(Unreachable);
    stop();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  test("that failed ahead of need leaves the token that still lives in use", async () => {
    const { session, stop, attend } = await started(answers(ok("token-1", 0.5), broken));
    await pass(410);
    attend();
    await pass(20);
    stop();
    expect(session.getSnapshot().state).toBe("in");
  });

  test("works without Web Locks, and keeps order within the tab", async () => {
    const server = strictServer({ tokenLifeMs: 60 });
    const { session, stop } = await started(server.fetch, { locks: () => undefined });
    const api = createApi(session, server.fetch);
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let call = 0; call < 20; call += 1) await api("GET /me", {});
      }),
    );
    stop();
    expect(server.seen.ended).toBe(false);
    expect(server.seen.refreshes).toBe(server.seen.rotations);
  });

  test("goes on when another tab is frozen with the lock in its hand", async () => {
    const refused = () => Promise.reject(new DOMException("timed out", "TimeoutError"));
    const { session, stop } = await started(answers(ok()), { locks: () => ({ request: refused as unknown as LockManager["request"] }) });
    stop();
    expect(session.getSnapshot().state).toBe("in");
  });

  test("follows when the page comes back from the back/forward cache", async () => {
    const { session, stop, restore } = await started(answers(ok(), () => refusal(401, "session_ended")));
    restore();
    await pass(20);
    stop();
    expect(session.getSnapshot()).toMatchObject({ state: "out", why: "ended" });
  });

  test("that answers after the sign-out does not bring the session back", async () => {
    const late = Promise.withResolvers<Response>();
    const refreshes = answers(ok("token-1", 0.02), () => late.promise);
    const fetch: Fetch = async (url, init) => (url.endsWith("/logout") ? new Response(null, { status: 204 }) : refreshes(url, init));
    const noOrder = async (_name: string, _options: LockOptions, work: () => unknown) => work();
    const { session, stop } = await started(fetch, { locks: () => ({ request: noOrder as unknown as LockManager["request"] }) });
    await pass(30);
    const asked = expect(session.bearer()).rejects.toBeInstanceOf(SignedOut);
    await pass(10);
    await session.signOut();
    late.resolve(answer(200, signedIn("token-2")));
    await asked;
    stop();
    expect(session.getSnapshot().state).toBe("out");
  });
});

describe("a call", () => {
  test("whose token ended on the way is sent again with a new one, the same in all else", async () => {
    const { session, stop } = await started(answers(ok("token-1"), ok("token-2")));
    const calls = answers(
      () => refusal(401, "access_token_expired"),
      () => answer(200, { name: "Ada" }, { ETag: '"7"' }),
    );
    const result = await createApi(session, calls)("PATCH /me", { body: { name: "Ada" }, headers: { "If-Match": '"6"' } });
    stop();
    expect(result).toEqual({ data: { name: "Ada" }, etag: '"7"' });
    const sent = calls.mock.calls.map(([url, init]) => ({ url, method: init.method, body: init.body, headers: init.headers }));
    expect(sent).toEqual(
      ["token-1", "token-2"].map((token) => ({
        url: "/api/v1/me",
        method: "PATCH",
        body: '{"name":"Ada"}',
        headers: expect.objectContaining({ Authorization: `Bearer ${token}`, "If-Match": '"6"' }),
      })),
    );
  });

  test("is not repeated for ever against a server that refuses every token", async () => {
    const { session, stop } = await started(answers(ok()));
    const calls = answers(() => refusal(401, "access_token_invalid"));
    await expect(createApi(session, calls)("GET /me", {})).rejects.toMatchObject({ code: "access_token_invalid", requestId: "request-1" });
    stop();
    expect(calls).toHaveBeenCalledTimes(3);
  });

  test("is never repeated as another person", async () => {
    const { session, stop } = await started(answers(ok("token-1"), ok("token-2", 600, "session-2", "eve@example.com")));
    const calls = answers(
      () => refusal(401, "session_ended"),
      () => answer(200, {}),
    );
    await expect(createApi(session, calls)("GET /me", {})).rejects.toBeInstanceOf(SignedOut);
    stop();
    expect(calls).toHaveBeenCalledTimes(1);
  });

  test("puts its query into the address", async () => {
    const { session, stop } = await started(answers(ok()));
    const calls = answers(() => answer(200, { items: [], nextCursor: null }));
    await createApi(session, calls)("GET /me/activity", { query: { cursor: "a b", limit: undefined } });
    stop();
    expect(calls.mock.calls[0]?.[0]).toBe("/api/v1/me/activity?cursor=a+b");
  });
});

test("what was loaded is forgotten at the sign-out and when another person comes, not at a renewal", async () => {
  const forget = jest.fn();
  const fetch = answers(
    ok("token-1"),
    ok("token-2"),
    ok("token-3", 600, "session-2", "eve@example.com"),
    () => new Response(null, { status: 204 }),
  );
  const { session, stop } = await started(fetch);
  watchIdentity(session, forget);
  await session.bearer("token-1");
  expect(forget).toHaveBeenCalledTimes(0);
  await session.bearer("token-2");
  expect(forget).toHaveBeenCalledTimes(1);
  await session.signOut();
  stop();
  expect(forget).toHaveBeenCalledTimes(2);
});

test("a token is nowhere but in memory", async () => {
  const { stop } = await started(answers(ok("secret-token")));
  stop();
  expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]) + document.cookie).not.toContain("secret-token");
});
