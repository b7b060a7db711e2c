import { expect } from "@jest/globals";
import type { Test } from "supertest";
import { registerPerson } from "./client.ts";
import { createCookieBrowser, type CookieBrowser } from "./proofs.ts";
import { startGithub, type GithubStandIn } from "./stand-ins/github.ts";
import type { Decision } from "./stand-ins/login-page.ts";
import { startOpenIdProvider, type OpenIdStandIn } from "./stand-ins/openid-provider.ts";
import { visit } from "./stand-ins/visit.ts";
import { createTestApp, type TestApp, type TestAppOptions } from "./test-app.ts";

export const HOME = "http://localhost:3000";
export const TENANT = "5f1d1c2e-9d3b-4c59-9f0e-1f2a3b4c5d6e";
export type ProviderId = "github" | "google" | "microsoft" | "acme" | "trusted";
type OpenIdId = Exclude<ProviderId, "github">;

/** An app with every kind of provider, each a stand-in on loopback. `acme` is not believed about addresses, `trusted` is. */
export type ProviderWorld = { app: TestApp; github: GithubStandIn; openid: Record<OpenIdId, OpenIdStandIn>; close(): Promise<void> };

const redirectUri = (id: ProviderId) => `${HOME}/api/v1/auth/providers/${id}/callback`;

export async function createProviderWorld(options: TestAppOptions = {}): Promise<ProviderWorld> {
  const start = (id: OpenIdId, more: { path?: string; tellsAll?: boolean } = {}) =>
    startOpenIdProvider({ redirectUris: [redirectUri(id)], ...more });
  const github = await startGithub({ redirectUris: [redirectUri("github")] });
  const openid = {
    google: await start("google", { tellsAll: true }),
    microsoft: await start("microsoft", { path: `/${TENANT}/v2.0`, tellsAll: true }),
    acme: await start("acme"),
    trusted: await start("trusted"),
  };
  const oidc = (["acme", "trusted"] as const).map((id) => ({
    id,
    name: id === "acme" ? "Acme" : "Trusted",
    issuer: openid[id].issuer,
    clientId: openid[id].clientId,
    clientSecret: openid[id].clientSecret,
    trustsEmail: id === "trusted",
  }));
  const app = await createTestApp({
    ...options,
    settings: {
      GITHUB_CLIENT_ID: github.clientId,
      GITHUB_CLIENT_SECRET: github.clientSecret,
      GITHUB_URL: github.url,
      GITHUB_API_URL: github.apiUrl,
      GOOGLE_CLIENT_ID: openid.google.clientId,
      GOOGLE_CLIENT_SECRET: openid.google.clientSecret,
      GOOGLE_URL: openid.google.issuer,
      MICROSOFT_CLIENT_ID: openid.microsoft.clientId,
      MICROSOFT_CLIENT_SECRET: openid.microsoft.clientSecret,
      MICROSOFT_TENANT: TENANT,
      MICROSOFT_URL: new URL(openid.microsoft.issuer).origin,
      OIDC_PROVIDERS: JSON.stringify(oidc),
      ...options.settings,
    },
  });
  for (const { clientSecret } of [github, ...Object.values(openid)]) app.secret(clientSecret);
  return {
    app,
    github,
    openid,
    close: async () => {
      try {
        await app.close();
      } finally {
        await Promise.all([github, ...Object.values(openid)].map((standIn) => standIn.close()));
      }
    },
  };
}

let known = 0;

/** Lets somebody be known at the provider; answers with what they type there. */
export function residentAt(
  { github, openid }: ProviderWorld,
  provider: ProviderId,
  { email, verified = true, name = "Grace Hopper" }: { email?: string; verified?: boolean; name?: string },
): { who: string } {
  known += 1;
  const who = `someone-${known}`;
  if (provider === "github") {
    const emails = email === undefined ? [] : [{ email, primary: true, verified }];
    github.people.set(who, { id: 40_000 + known, login: who, name, emails });
  } else {
    const address = email !== undefined && { email, email_verified: verified };
    const microsoft = provider === "microsoft" && { tid: TENANT, oid: `00000000-0000-4000-8000-${String(known).padStart(12, "0")}` };
    openid[provider].people.set(who, { name, ...address, ...microsoft });
  }
  return { who };
}

const pathOf = (url: string) => url.slice(HOME.length);

/** Begins to sign in at the provider; answers with where the browser is led. */
export async function leave(browser: CookieBrowser, provider: ProviderId, next = "/", more = ""): Promise<string> {
  const query = `?next=${encodeURIComponent(next)}${more}`;
  const answer = await browser.get(`/api/v1/auth/providers/${provider}/start${query}`).expect(302);
  return String(answer.headers["location"]);
}

/** Decides at the provider, and comes back. */
export async function comeBack(browser: CookieBrowser, url: string, decision: Decision): Promise<Test> {
  return browser.get(pathOf(await visit(url, decision, HOME)));
}

/** Goes to the provider and back; answers with the page of the console where it ends. */
export async function goThrough(
  browser: CookieBrowser,
  provider: ProviderId,
  decision: Decision,
  next = "/",
  more = "",
): Promise<{ path: string; told: URLSearchParams }> {
  const answer = await comeBack(browser, await leave(browser, provider, next, more), decision);
  return endOf(answer);
}

export function endOf(answer: { status: number; headers: Record<string, string> }): { path: string; told: URLSearchParams } {
  expect(answer.status).toBe(302);
  const location = String(answer.headers["location"]);
  expect(location.startsWith(`${HOME}/`)).toBe(true);
  const [path = "", fragment = ""] = pathOf(location).split("#");
  return { path, told: new URLSearchParams(fragment) };
}

/** Who is signed in to the browser by its refresh cookie; undefined when nobody is. */
export async function whoIsIn(
  browser: CookieBrowser,
): Promise<{ id: string; email: string; name: string; emailVerifiedAt: string | null } | undefined> {
  const answer = await browser.post("/api/v1/auth/refresh", {});
  return answer.status === 200
    ? (answer.body as { user: { id: string; email: string; name: string; emailVerifiedAt: string } }).user
    : undefined;
}

/** The browser with the access token of who is signed in to it, as the console sends it. */
export async function withToken(browser: CookieBrowser): Promise<CookieBrowser & { user: { id: string; email: string } }> {
  const { body } = await browser.post("/api/v1/auth/refresh", {}).expect(200);
  const { accessToken, user } = body as { accessToken: string; user: { id: string; email: string } };
  const sending = (test: Test) => test.set("Authorization", `Bearer ${accessToken}`);
  return {
    user,
    cookies: browser.cookies,
    get: (path) => sending(browser.get(path)),
    post: (path, body) => sending(browser.post(path, body)),
    patch: (path, body) => sending(browser.patch(path, body)),
    put: (path, body) => sending(browser.put(path, body)),
    delete: (path) => sending(browser.delete(path)),
  };
}

/** Somebody who has registered with a password and is signed in to a browser. */
export async function residentHere(
  world: ProviderWorld,
  { isConfirmed = true } = {},
): Promise<{ email: string; password: string; id: string; browser: CookieBrowser; again: () => Promise<CookieBrowser> }> {
  const person = await registerPerson(world.app);
  if (isConfirmed) await world.app.deps.db("users").where({ email: person.email }).update({ emailVerifiedAt: new Date() });
  const browser = createCookieBrowser(world.app);
  await browser.post("/api/v1/auth/login", { email: person.email, password: person.password }).expect(200);
  const { user, ...client } = await withToken(browser);
  return { ...person, id: user.id, browser: client, again: () => withToken(browser) };
}

/** Goes to the provider from an address that the API has told, and back. */
export async function goFrom(browser: CookieBrowser, url: string, decision: Decision): Promise<{ path: string; told: URLSearchParams }> {
  return endOf(await comeBack(browser, url, decision));
}
