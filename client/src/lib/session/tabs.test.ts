import { describe, expect, test } from "@jest/globals";
import { createApi } from "../api.ts";
import { fakeBrowser, pass } from "./fake-browser.ts";
import { strictServer } from "./fake-server.ts";

describe("several tabs of one browser", () => {
  test("six tabs with 200 calls each and tokens that hardly live are never signed out and never rotate twice for one token", async () => {
    const server = strictServer({ tokenLifeMs: 150 });
    const browser = fakeBrowser(server.fetch);
    const tabs = Array.from({ length: 6 }, () => browser.openTab());
    const stops = tabs.map(({ session }) => session.start({ ask: true }));
    const failures: unknown[] = [];
    const work = tabs.map(async ({ session }) => {
      const api = createApi(session, server.fetch);
      for (let call = 0; call < 200; call += 1) await api("GET /me", {}).catch((error: unknown) => failures.push(error));
    });
    await Promise.all(work);
    for (const stop of stops) stop();

    expect(failures).toEqual([]);
    expect(tabs.map(({ session }) => session.getSnapshot().state)).toEqual(Array(6).fill("in"));
    expect(server.seen.ended).toBe(false);
    expect(server.seen.refreshes).toBe(server.seen.rotations);
    expect(server.seen.rotations).toBeLessThan(60);
  }, 20_000);

  test("tabs that start together ask once and share the answer", async () => {
    const server = strictServer({ tokenLifeMs: 60_000 });
    const browser = fakeBrowser(server.fetch);
    const tabs = Array.from({ length: 6 }, () => browser.openTab());
    const stops = tabs.map(({ session }) => session.start({ ask: true }));
    await pass(200);
    for (const stop of stops) stop();
    expect(tabs.every(({ session }) => session.getSnapshot().state === "in")).toBe(true);
    expect(server.seen.refreshes).toBe(1);
  });

  test("only the tab in use renews ahead of need", async () => {
    const server = strictServer({ tokenLifeMs: 200, delayMs: () => 0 });
    const browser = fakeBrowser(server.fetch);
    const [front, back] = [browser.openTab(), browser.openTab()];
    const stops = [back, front].map(({ session }) => session.start({ ask: true }));
    await pass(400);
    expect(server.seen.refreshes).toBe(1);
    front.attend();
    await pass(100);
    expect(server.seen.refreshes).toBe(2);
    for (const stop of stops) stop();
  });

  test("a sign-out in one tab signs all out", async () => {
    const server = strictServer({ tokenLifeMs: 60_000 });
    const browser = fakeBrowser(async (url, init) =>
      url.endsWith("/auth/logout") ? new Response(null, { status: 204 }) : server.fetch(url, init),
    );
    const tabs = Array.from({ length: 3 }, () => browser.openTab());
    const stops = tabs.map(({ session }) => session.start({ ask: true }));
    await pass(100);
    await tabs[0]?.session.signOut();
    await pass(50);
    for (const stop of stops) stop();
    expect(tabs.map(({ session }) => session.getSnapshot())).toEqual(
      tabs.map(() => ({ state: "out", why: "signed-out", user: null, session: null, standing: null })),
    );
  });

  test("an account that is closed in one tab is over in the others, while that tab leaves for where it wants", async () => {
    const server = strictServer({ tokenLifeMs: 60_000 });
    const browser = fakeBrowser(server.fetch);
    const [first, second] = [browser.openTab(), browser.openTab()];
    const stops = [first, second].map(({ session }) => session.start({ ask: true }));
    await pass(100);
    first.session.tellOver("signed-out");
    await pass(50);
    for (const stop of stops) stop();
    expect([first, second].map(({ session }) => session.getSnapshot().state)).toEqual(["in", "out"]);
  });

  test("a sign-in in one tab signs the others in, without a request of theirs", async () => {
    const server = strictServer({ tokenLifeMs: 60_000 });
    let logins = 0;
    const browser = fakeBrowser(async (url, init) => {
      if (!url.endsWith("/auth/login")) return server.fetch(url, init);
      logins += 1;
      return server.fetch("/api/v1/auth/refresh", init);
    });
    const [first, second] = [browser.openTab(), browser.openTab()];
    const stops = [first, second].map(({ session }) => session.start({ ask: false }));
    expect(first.session.getSnapshot().state).toBe("out");
    await first.session.signIn({ email: "ada@example.com", password: "x" });
    await pass(50);
    for (const stop of stops) stop();
    expect(second.session.getSnapshot()).toMatchObject({ state: "in", user: { email: "ada@example.com" } });
    expect([logins, server.seen.refreshes]).toEqual([1, 1]);
  });
});
