import { jest } from "@jest/globals";
import type { Fetch } from "./request.ts";
import { fakeBrowser, refusal } from "./session/fake-browser.ts";

/** What a route answers: one after the other, the last one stays. */
export type Answers = Record<string, (() => Response | Promise<Response>)[]>;

/** For tests: an API of canned answers behind `fetch`, a tab before it, and what was sent. */
export function fakeApi(answers: Answers) {
  const sent: { route: string; body: unknown }[] = [];
  const fetch: Fetch = async (url, init) => {
    const route = `${init.method} ${url.replace("/api/v1", "")}`;
    sent.push({ route, body: typeof init.body === "string" ? JSON.parse(init.body) : null });
    const list = answers[route] ?? [];
    return (list.length > 1 ? list.shift() : list[0])?.() ?? refusal(404, "not_found");
  };
  globalThis.fetch = fetch as typeof globalThis.fetch;
  return { session: fakeBrowser(fetch).openTab().session, sent, leave: jest.fn<(path: string) => void>() };
}

/** For tests: the network goes away, or comes back. */
export function setOnline(online: boolean): void {
  Object.defineProperty(navigator, "onLine", { value: online, configurable: true });
  window.dispatchEvent(new Event(online ? "online" : "offline"));
}
