import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createCookieBrowser, type CookieBrowser } from "../../../test/proofs.ts";
import {
  comeBack,
  createProviderWorld,
  endOf,
  goThrough,
  HOME,
  leave,
  residentAt,
  whoIsIn,
  type ProviderWorld,
} from "../../../test/provider-world.ts";
import { visit } from "../../../test/stand-ins/visit.ts";

let world: ProviderWorld;
beforeAll(async () => {
  world = await createProviderWorld();
});
afterAll(() => world.close());

const newBrowser = () => createCookieBrowser(world.app);
const someone = (provider: Parameters<typeof residentAt>[1] = "trusted") => residentAt(world, provider, { email: newEmail() });
const errorOf = (answer: Parameters<typeof endOf>[0]) => endOf(answer).told.get("provider-error");

/** Goes there and decides; answers with the path that leads back, which is not followed. */
async function wayBack(browser: CookieBrowser, provider: Parameters<typeof leave>[1] = "trusted"): Promise<string> {
  return (await visit(await leave(browser, provider), someone(provider), HOME)).slice(HOME.length);
}

describe("on the way there", () => {
  test.each(["github", "google", "microsoft", "acme"] as const)("%s is sent state and PKCE, and each time other ones", async (provider) => {
    const addresses = await Promise.all([leave(newBrowser(), provider), leave(newBrowser(), provider)]);
    const [one, other] = addresses.map((address) => new URL(address).searchParams);
    for (const name of ["state", "code_challenge", ...(provider === "github" ? [] : ["nonce"])]) {
      expect(one?.get(name)).toMatch(/^[\w-]{43}$/);
      expect(one?.get(name)).not.toBe(other?.get(name));
    }
    expect(one?.get("code_challenge_method")).toBe("S256");
    expect(one?.get("response_type")).toBe("code");
    expect(one?.get("redirect_uri")).toBe(`${HOME}/api/v1/auth/providers/${provider}/callback`);
  });

  test("the flow waits in a cookie that is sealed, short-lived, out of reach of scripts, and sent on the way back", async () => {
    const answer = await newBrowser().get("/api/v1/auth/providers/trusted/start").expect(302);
    const cookie = (answer.headers["set-cookie"] as unknown as string[]).find((line) => line.startsWith("gh_flow_trusted="));
    expect(cookie).toMatch(/; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    const { searchParams } = new URL(String(answer.headers["location"]));
    for (const name of ["state", "nonce"]) expect(cookie).not.toContain(searchParams.get(name));
    expect((cookie ?? "").length).toBeLessThan(4_096);
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test("on https the cookie is bound to the host and to answers", async () => {
    const secure = await createProviderWorld({ settings: { PUBLIC_URL: "https://gate.example.com" } });
    const answer = await createCookieBrowser(secure.app).get("/api/v1/auth/providers/github/start").expect(302);
    const cookies = answer.headers["set-cookie"] as unknown as string[];
    expect(cookies.find((line) => line.startsWith("__Host-Http-gh_flow_github="))).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
    await secure.close();
  });

  test.each(["cross-site", "same-site"])(
    "a page elsewhere (%s) sends nobody to a provider: they come to our sign-in page",
    async (site) => {
      const browser = createCookieBrowser(world.app, { "Sec-Fetch-Site": site });
      const answer = await browser.get("/api/v1/auth/providers/trusted/start?next=%2Fme").expect(302);
      expect(answer.headers["location"]).toBe(`${HOME}/sign-in?next=%2Fme`);
      expect([...browser.cookies.keys()]).toEqual([]);
    },
  );

  test("a provider that is not switched on is not found", async () => {
    expectProblem(await newBrowser().get("/api/v1/auth/providers/facebook/start"), "not_found");
    expectProblem(await newBrowser().get("/api/v1/auth/providers/facebook/callback?code=1&state=2"), "not_found");
  });

  test("which are switched on, the options tell, and none of their secrets", async () => {
    const { body, text } = await newBrowser().get("/api/v1/auth/options").expect(200);
    expect((body as { providers: object[] }).providers).toEqual([
      { id: "github", name: "GitHub", kind: "github" },
      { id: "google", name: "Google", kind: "google" },
      { id: "microsoft", name: "Microsoft", kind: "microsoft" },
      { id: "acme", name: "Acme", kind: "oidc" },
      { id: "trusted", name: "Trusted", kind: "oidc" },
    ]);
    for (const standIn of [world.github, ...Object.values(world.openid)]) expect(text).not.toContain(standIn.clientSecret);
  });
});

describe("where it goes on", () => {
  test.each(["/me/sessions", "/me/profile?a=1&b=%2F%2F", "/"])("a path of ours is kept: %s", async (next) => {
    expect((await goThrough(newBrowser(), "trusted", someone(), next)).path).toBe(next);
  });

  test.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/%09/evil.example/..//evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/api/v1/auth/providers/trusted/start",
    "/sign-in?next=/sign-in",
    "me",
    "",
    `/${"x".repeat(600)}`,
  ])("anything else leads to the first page: %j", async (next) => {
    const { path } = await goThrough(newBrowser(), "trusted", someone(), next);
    expect(path.startsWith("//") || path.includes("\\")).toBe(false);
    expect(new URL(path, HOME).origin).toBe(HOME);
    expect(["/", "/evil.example/..//evil.example"].includes(path) || path.startsWith("/%09/")).toBe(true);
  });
});

describe("on the way back", () => {
  test("a browser without the flow is not signed in", async () => {
    const back = await wayBack(newBrowser());
    const victim = newBrowser();
    expect(errorOf(await victim.get(back))).toBe("provider_flow_invalid");
    expect(await whoIsIn(victim)).toBeUndefined();
  });

  test("a browser with a flow of its own is not signed in by another's way back", async () => {
    const [attacker, victim] = [newBrowser(), newBrowser()];
    await leave(victim, "trusted");
    expect(errorOf(await victim.get(await wayBack(attacker)))).toBe("provider_flow_invalid");
    expect(await whoIsIn(victim)).toBeUndefined();
  });

  test("a flow cookie that was carried to a browser with another name is worthless there", async () => {
    const [attacker, victim] = [newBrowser(), newBrowser()];
    const back = await wayBack(attacker);
    await leave(victim, "google");
    victim.cookies.set("gh_flow_trusted", attacker.cookies.get("gh_flow_trusted") ?? "");
    expect(errorOf(await victim.get(back))).toBe("provider_flow_invalid");
    expect(await whoIsIn(victim)).toBeUndefined();
  });

  test("a way back works once, also for two at once", async () => {
    const browser = newBrowser();
    const back = await wayBack(browser);
    const cookies = new Map(browser.cookies);
    const twin = newBrowser();
    for (const [name, value] of cookies) twin.cookies.set(name, value);
    const ends = (await Promise.all([browser.get(back), twin.get(back)])).map(errorOf);
    expect(ends).toHaveLength(2);
    expect(new Set(ends)).toEqual(new Set([null, "provider_flow_invalid"]));
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect(errorOf(await browser.get(back))).toBe("provider_flow_invalid");
  });

  test("a code that was used already lets nobody in", async () => {
    const [one, other] = [newBrowser(), newBrowser()];
    const back = new URL(await wayBack(one), HOME);
    await one.get(back.pathname + back.search).expect(302);
    const state = new URL(await leave(other, "trusted")).searchParams.get("state") ?? "";
    back.searchParams.set("state", state);
    expect(errorOf(await other.get(back.pathname + back.search))).toBe("provider_flow_invalid");
    expect(await whoIsIn(other)).toBeUndefined();
  });

  test("a code of GitHub that was used already lets nobody in", async () => {
    const [one, other] = [newBrowser(), newBrowser()];
    const back = new URL(await wayBack(one, "github"), HOME);
    await one.get(back.pathname + back.search).expect(302);
    back.searchParams.set("state", new URL(await leave(other, "github")).searchParams.get("state") ?? "");
    expect(errorOf(await other.get(back.pathname + back.search))).toBe("provider_flow_invalid");
  });

  test("a code that was fetched in another flow fails for want of its verifier (RFC 7636)", async () => {
    const [attacker, victim] = [newBrowser(), newBrowser()];
    const stolen = new URL(await wayBack(victim), HOME).searchParams.get("code") ?? "";
    const state = new URL(await leave(attacker, "trusted")).searchParams.get("state") ?? "";
    const iss = encodeURIComponent(world.openid.trusted.issuer);
    const answer = await attacker.get(`/api/v1/auth/providers/trusted/callback?code=${stolen}&state=${state}&iss=${iss}`);
    expect(errorOf(answer)).toBe("provider_flow_invalid");
  });

  test.each([
    ["trusted", "acme"],
    ["google", "trusted"],
    ["github", "google"],
  ] as const)("what %s answers is worth nothing at %s", async (from, to) => {
    const browser = newBrowser();
    const back = await wayBack(browser, from);
    await leave(browser, to);
    expect(errorOf(await browser.get(back.replace(`/${from}/`, `/${to}/`)))).toBe("provider_flow_invalid");
    // Nor is its cookie, under the other's name.
    browser.cookies.set(`gh_flow_${to}`, browser.cookies.get(`gh_flow_${from}`) ?? "");
    expect(errorOf(await browser.get(back.replace(`/${from}/`, `/${to}/`)))).toBe("provider_flow_invalid");
    expect(await whoIsIn(browser)).toBeUndefined();
  });

  test("a flow that took longer than ten minutes is over", async () => {
    const other = await createProviderWorld();
    const browser = createCookieBrowser(other.app);
    const address = await leave(browser, "trusted");
    const back = (await visit(address, residentAt(other, "trusted", { email: newEmail() }), HOME)).slice(HOME.length);
    other.app.clock.advance(601);
    expect(errorOf(await browser.get(back))).toBe("provider_flow_invalid");
    await other.close();
  });

  test.each(["", "x", "v1.dev.AAAA", "v1.dev."])("a cookie that is none of ours is as good as none: %j", async (cookie) => {
    const browser = newBrowser();
    const back = await wayBack(browser);
    browser.cookies.set("gh_flow_trusted", cookie);
    expect(errorOf(await browser.get(back))).toBe("provider_flow_invalid");
  });

  test("state that comes twice, or without end, is refused as malformed", async () => {
    const back = await wayBack(newBrowser());
    expectProblem(await newBrowser().get(`${back}&state=again`), "validation_failed");
    expectProblem(await newBrowser().get(`/api/v1/auth/providers/trusted/callback?state=${"x".repeat(300)}`), "validation_failed");
  });

  test.each(["github", "google", "trusted"] as const)("who turns back at %s is told so on the page where they began", async (provider) => {
    const browser = newBrowser();
    const answer = await comeBack(browser, await leave(browser, provider, "/me"), "turn back");
    const { path, told } = endOf(answer);
    expect([path, told.get("provider-error"), told.get("provider")]).toEqual(["/sign-in?next=%2Fme", "provider_refused", provider]);
    expect(await whoIsIn(browser)).toBeUndefined();
  });

  test("a page elsewhere that leads a browser back with made-up values does not end the flow that is under way", async () => {
    const browser = newBrowser();
    const back = await wayBack(browser);
    expect(errorOf(await browser.get("/api/v1/auth/providers/trusted/callback?code=1&state=2"))).toBe("provider_flow_invalid");
    expect(errorOf(await browser.get(back))).toBeNull();
    expect(await whoIsIn(browser)).toBeDefined();
  });

  test("the flow cookie goes, whatever comes of it", async () => {
    const browser = newBrowser();
    await comeBack(browser, await leave(browser, "trusted"), "turn back");
    expect(browser.cookies.has("gh_flow_trusted")).toBe(false);
  });

  test("neither code nor state stands in the log", async () => {
    const browser = newBrowser();
    const back = await wayBack(browser);
    const { searchParams } = new URL(back, HOME);
    for (const name of ["code", "state"]) world.app.secret(searchParams.get(name) ?? "");
    await browser.get(back).expect(302);
  });
});
