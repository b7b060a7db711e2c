import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { endOf, whoIsIn } from "../../../test/provider-world.ts";
import { startHostileProvider, type HostileProvider } from "../../../test/stand-ins/hostile-provider.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
let provider: HostileProvider;
beforeAll(async () => {
  provider = await startHostileProvider();
  const { issuer, clientId, clientSecret } = provider;
  app = await createTestApp({
    settings: {
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_URL: issuer,
      OIDC_PROVIDERS: JSON.stringify([{ id: "acme", name: "Acme", issuer, clientId, clientSecret, trustsEmail: true }]),
    },
  });
  app.secret(clientSecret);
});
afterAll(async () => {
  await app.close();
  await provider.close();
});
beforeEach(() => provider.instead.clear());

type Claims = ReturnType<HostileProvider["rightClaims"]>;

/** Comes back with the ID token that is made of the right claims. */
async function comeBackWith(id: string, make: (claims: Claims) => Promise<string> | string, more: Record<string, string> = {}) {
  const browser = createCookieBrowser(app);
  const { headers } = await browser.get(`/api/v1/auth/providers/${id}/start`).expect(302);
  const there = new URL(String(headers["location"]));
  provider.idToken = app.secret(await make(provider.rightClaims(there.searchParams.get("nonce") ?? "")));
  const query = new URLSearchParams({ code: "one", state: there.searchParams.get("state") ?? "", iss: provider.issuer, ...more });
  const end = endOf(await browser.get(`/api/v1/auth/providers/${id}/callback?${query.toString()}`));
  return { end, user: await whoIsIn(browser) };
}

const signed = (change: (claims: Claims) => Claims) => (claims: Claims) => provider.sign(change(claims));
const yesterday = () => Math.floor(Date.now() / 1000) - 86_400;

describe.each(["google", "acme"])("from %s", (id) => {
  test("the right token is believed", async () => {
    expect((await comeBackWith(id, (claims) => provider.sign(claims))).user).toMatchObject({ email: "mallory@example.com" });
  });

  test.each<[string, (claims: Claims) => Promise<string> | string]>([
    ["for another nonce", signed((claims) => ({ ...claims, nonce: "another" }))],
    ["without a nonce", signed(({ nonce: _nonce, ...claims }) => claims)],
    ["of another issuer", signed((claims) => ({ ...claims, iss: "https://other.example" }))],
    ["for another audience", signed((claims) => ({ ...claims, aud: "another-client" }))],
    [
      "for several audiences, of which another is the authorised party",
      signed((claims) => ({ ...claims, aud: ["gatehouse", "x"], azp: "x" })),
    ],
    ["that has expired", signed((claims) => ({ ...claims, iat: yesterday() - 300, exp: yesterday() }))],
    ["that does not expire", signed(({ exp: _exp, ...claims }) => claims)],
    ["without a subject", signed(({ sub: _sub, ...claims }) => claims)],
    ["that is not signed", (claims) => provider.leaveUnsigned(claims)],
    ["that is signed by HS256 with the public key", (claims) => provider.signWithPublicKey(claims)],
    ["that is signed by a stranger under the name of the key", (claims) => provider.signWithStrangersKey(claims)],
    [
      "that was changed after it was signed",
      async (claims) => {
        const [head, , signature] = (await provider.sign(claims)).split(".");
        return [head, Buffer.from(JSON.stringify({ ...claims, sub: "admin" })).toString("base64url"), signature].join(".");
      },
    ],
    ["that is none", () => "not a token"],
  ])("a token %s lets nobody in and makes no account", async (_, make) => {
    const before = await app.deps.db("users").count();
    const { end, user } = await comeBackWith(id, make);
    expect(Object.fromEntries(end.told)).toEqual({ "provider-error": "provider_answer_invalid", provider: id });
    expect(end.path).toBe("/sign-in");
    expect(user).toBeUndefined();
    expect(await app.deps.db("users").count()).toEqual(before);
  });

  test("an answer that another issuer gives (RFC 9207) is not believed, and its code goes to nobody", async () => {
    const before = provider.asked.get("token") ?? 0;
    const { end, user } = await comeBackWith(id, (claims) => provider.sign(claims), { iss: "https://other.example" });
    expect(end.told.get("provider-error")).toBe("provider_answer_invalid");
    expect(user).toBeUndefined();
    expect(provider.asked.get("token") ?? 0).toBe(before);
  });

  test("where the provider says that it names itself in its answers, one without a name is not believed", async () => {
    const browser = createCookieBrowser(app);
    const { headers } = await browser.get(`/api/v1/auth/providers/${id}/start`).expect(302);
    const { searchParams } = new URL(String(headers["location"]));
    provider.idToken = await provider.sign(provider.rightClaims(searchParams.get("nonce") ?? ""));
    const answer = await browser.get(`/api/v1/auth/providers/${id}/callback?code=one&state=${searchParams.get("state") ?? ""}`);
    expect(endOf(answer).told.get("provider-error")).toBe("provider_answer_invalid");
    expect(await whoIsIn(browser)).toBeUndefined();
  });
});

test("what a provider refused, and why, is in the log without a token", async () => {
  await comeBackWith("acme", (claims) => provider.signWithStrangersKey(claims));
  const lines = app.logLines().filter(({ msg }) => msg === "a sign-in with a provider failed");
  expect(lines.at(-1)).toMatchObject({ provider: "acme", code: "provider_answer_invalid", reason: expect.any(String), level: "warn" });
  expect(JSON.stringify(lines)).not.toMatch(/eyJ/);
});
