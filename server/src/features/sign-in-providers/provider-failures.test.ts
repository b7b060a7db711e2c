import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { signedInPerson } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { endOf, HOME, whoIsIn } from "../../../test/provider-world.ts";
import { sendJson, startHostileProvider, type Answer, type HostileProvider } from "../../../test/stand-ins/hostile-provider.ts";
import { listenOnLoopback } from "../../../test/stand-ins/loopback-server.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
let provider: HostileProvider;
/** What the stand-in of GitHub answers, by path. */
const github = new Map<string, Answer>();
let githubServer: { origin: string; close(): Promise<void> };

async function start(issuer = provider.issuer): Promise<TestApp> {
  const { clientId, clientSecret } = provider;
  return createTestApp({
    settings: {
      GITHUB_CLIENT_ID: clientId,
      GITHUB_CLIENT_SECRET: clientSecret,
      GITHUB_URL: githubServer.origin,
      GITHUB_API_URL: githubServer.origin,
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_URL: issuer,
      OIDC_PROVIDERS: JSON.stringify([{ id: "acme", name: "Acme", issuer, clientId, clientSecret, trustsEmail: true }]),
    },
  });
}

beforeAll(async () => {
  provider = await startHostileProvider();
  githubServer = await listenOnLoopback((request, response) => {
    const path = new URL(request.url ?? "/", HOME).pathname;
    (github.get(path) ?? ((to) => to.writeHead(404).end()))(response, request);
  });
  app = await start();
});
afterAll(async () => {
  await app.close();
  await provider.close();
  await githubServer.close();
});
beforeEach(() => {
  provider.instead.clear();
  github.clear();
});

const HTML = (response: ServerResponse) =>
  void response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><h1>Maintenance</h1>");
const HUGE = (response: ServerResponse) => {
  response.writeHead(200, { "Content-Type": "application/json" });
  response.write(`{"access_token":"${"x".repeat(600_000)}"`);
  response.end(`,"token_type":"bearer"}`);
};
const DEAD = (response: ServerResponse) => void response.destroy();
const DRIPPING = (response: ServerResponse) => {
  response.writeHead(200, { "Content-Type": "application/json" });
  const timer = setInterval(() => response.write(" "), 200);
  response.on("close", () => clearInterval(timer));
};
const REDIRECT = (response: ServerResponse) => void response.writeHead(302, { Location: "http://127.0.0.1:1/" }).end();

type Claims = ReturnType<HostileProvider["rightClaims"]>;

/** Begins, and comes back with a code. */
async function comeBack(from: TestApp, id: string, change: (claims: Claims) => Claims = (claims) => claims) {
  const browser = createCookieBrowser(from);
  const { headers } = await browser.get(`/api/v1/auth/providers/${id}/start`).expect(302);
  const location = String(headers["location"]);
  if (location.startsWith(HOME)) return { error: endOf({ status: 302, headers: { location } }).told.get("provider-error"), browser };
  const { searchParams } = new URL(location);
  provider.idToken = await provider.sign(change(provider.rightClaims(searchParams.get("nonce") ?? "")));
  const query = new URLSearchParams({
    code: "one",
    state: searchParams.get("state") ?? "",
    ...(id !== "github" && { iss: provider.issuer }),
  });
  const answer = await browser.get(`/api/v1/auth/providers/${id}/callback?${query.toString()}`);
  return { error: endOf(answer).told.get("provider-error") ?? null, browser };
}

describe.each(["google", "acme"])("%s", (id) => {
  test.each([
    ["HTML", HTML],
    ["far too much", HUGE],
    ["a broken connection", DEAD],
    ["a redirect, which is not followed", REDIRECT],
    ["500", sendJson({ error: "server_error" }, 500)],
    ["null", sendJson(null)],
    ["a list", sendJson([])],
    ["no token", sendJson({ token_type: "Bearer" })],
  ])("whose token endpoint answers with %s lets nobody in", async (_, answer) => {
    provider.instead.set("token", answer);
    const { error, browser } = await comeBack(app, id);
    expect(["provider_unavailable", "provider_answer_invalid"]).toContain(error);
    expect(await whoIsIn(browser)).toBeUndefined();
  });

  test("that will not let us in at its token endpoint is told to be away, without our secret in the log", async () => {
    provider.instead.set("token", sendJson({ error: "invalid_client", error_description: provider.clientSecret }, 401));
    app.secret(provider.clientSecret);
    expect((await comeBack(app, id)).error).toBe("provider_unavailable");
  });

  test.each([
    ["no keys", sendJson({ keys: [] })],
    ["HTML", HTML],
    ["far too much", HUGE],
  ])("whose keys are %s is not believed", async (_, answer) => {
    const other = await start();
    provider.instead.set("keys", answer);
    const { error, browser } = await comeBack(other, id);
    expect(["provider_unavailable", "provider_answer_invalid"]).toContain(error);
    expect(await whoIsIn(browser)).toBeUndefined();
    await other.close();
  });
});

test("an address that is told of somebody else than the ID token is of is not believed", async () => {
  provider.instead.set("userinfo", sendJson({ sub: "somebody else", email: "victim@example.com", email_verified: true }));
  const { error } = await comeBack(app, "acme", (claims) => ({ ...claims, email: undefined }));
  expect(error).toBe("provider_answer_invalid");
});

describe("discovery", () => {
  test("is asked for when somebody signs in and not before, and once for many", async () => {
    provider.asked.clear();
    const other = await start();
    expect(provider.asked.get("discovery")).toBeUndefined();
    await Promise.all([1, 2, 3, 4].map(() => createCookieBrowser(other).get("/api/v1/auth/providers/acme/start").expect(302)));
    expect(provider.asked.get("discovery")).toBe(1);
    await other.close();
  });

  test.each([
    ["HTML", HTML],
    ["another issuer", sendJson({ issuer: "https://other.example", authorization_endpoint: "https://other.example/a" })],
    ["nothing of use", sendJson({})],
    ["far too much", HUGE],
  ])("that answers with %s is refused, and tried again by the next", async (_, answer) => {
    const other = await start();
    provider.instead.set("discovery", answer);
    for (const id of ["google", "acme"]) expect((await comeBack(other, id)).error).toBe("provider_unavailable");
    provider.instead.clear();
    expect((await comeBack(other, "acme")).error).toBeNull();
    await other.close();
  });

  test("of a provider that is down does not stop the API, nor the others", async () => {
    const nobody = await listenOnLoopback(() => undefined);
    await nobody.close();
    const other = await start(nobody.origin);
    expect((await comeBack(other, "acme")).error).toBe("provider_unavailable");
    const { client, signedIn } = await signedInPerson(other);
    expectProblem(await client.post("/api/v1/me/connections/acme/start", {}), "provider_unavailable");
    const { db } = other.deps;
    const userId = signedIn.user.id;
    const connection = { id: randomUUID(), userId, provider: "acme", issuer: nobody.origin, subject: "ada", emailVerified: false };
    await db("providerIdentities").insert({ ...connection, createdAt: new Date() });
    await db("passwordCredentials").where({ userId }).delete();
    expectProblem(await client.post("/api/v1/me/step-up/acme/start", {}), "provider_unavailable");
    const { headers } = await createCookieBrowser(other).get("/api/v1/auth/providers/github/start").expect(302);
    expect(headers["location"]).toMatch(`${githubServer.origin}/login/oauth/authorize`);
    expect(other.logLines().some(({ code, level }) => code === "provider_unavailable" && level === "warn")).toBe(true);
    await other.close();
  });
});

test("a provider that says nothing, or a byte now and then, is waited for five seconds", async () => {
  for (const answer of [() => undefined, DRIPPING]) {
    provider.instead.set("token", answer);
    const started = performance.now();
    expect((await comeBack(app, "acme")).error).toBe("provider_unavailable");
    expect(performance.now() - started).toBeLessThan(8_000);
  }
});

describe("GitHub", () => {
  const token = sendJson({ access_token: "gho_one", token_type: "bearer" });
  const user = sendJson({ id: 7, login: "ada", name: "Ada" });
  const emails = sendJson([{ email: "ada@example.com", primary: true, verified: true }]);
  const places = ["/login/oauth/access_token", "/user", "/user/emails"] as const;

  const answerRightly = () => {
    for (const [index, answer] of [token, user, emails].entries()) github.set(places[index] ?? "", answer);
  };

  test("that answers rightly lets in", async () => {
    answerRightly();
    expect((await comeBack(app, "github")).error).toBeNull();
  });

  test.each(
    places.flatMap((place) =>
      (
        [
          ["HTML", HTML],
          ["far too much", HUGE],
          ["a broken connection", DEAD],
          ["null", sendJson(null)],
          ["an object of another form", sendJson({ id: "7", email: 1 })],
          ["a list of something else", sendJson([null, 1])],
          ["403", sendJson({ message: "API rate limit exceeded" }, 403)],
        ] as const
      ).map(([name, answer]) => [place, name, answer] as const),
    ),
  )("whose %s answers with %s is told to be away, nobody is let in, and the API goes on", async (place, _name, answer) => {
    answerRightly();
    github.set(place, answer);
    const { error, browser } = await comeBack(app, "github");
    expect(error).toBe("provider_unavailable");
    expect(await whoIsIn(browser)).toBeUndefined();
    // Whatever was thrown in a callback would have ended the process by now.
    await sleep(1);
    await createCookieBrowser(app).get("/health/live").expect(200);
  });

  test("without a primary address is a stranger", async () => {
    answerRightly();
    github.set("/user", sendJson({ id: 8, login: "new" }));
    github.set("/user/emails", sendJson([]));
    expect((await comeBack(app, "github")).error).toBe("provider_address_unverified");
  });
});
