import { createClient, OWN_PAGE, type Client } from "./client.ts";
import type { TestApp } from "./test-app.ts";

type Answer = { headers: Record<string, unknown> };

/** The browser's name in an answer, as the browser sends it back. Empty when the answer gave none. */
export function browserCookie({ headers }: Answer): string {
  const cookies = (headers["set-cookie"] ?? []) as string[];
  return cookies.find((cookie) => cookie.includes("gh_browser="))?.split(";")[0] ?? "";
}

/** Somebody at one of our own pages, in the browser of that name if one is given. */
export function createBrowser(app: TestApp, cookie?: string, headers: Record<string, string> = {}): Client {
  return createClient(app, { ...OWN_PAGE, ...(cookie && { Cookie: cookie }), ...headers });
}

/** Signs in on a browser, which is known from then on, and answers with its cookie. */
export async function knownBrowser(app: TestApp, { email, password }: { email: string; password: string }): Promise<string> {
  return browserCookie(await createBrowser(app).post("/api/v1/auth/login", { email, password }).expect(200));
}
