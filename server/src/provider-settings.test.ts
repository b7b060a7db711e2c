import { describe, expect, test } from "@jest/globals";
import { ConfigError, readConfig } from "./config.ts";

const DATABASE_URL = "postgres://gate:pass@db.example.com/gatehouse";
const SECRET = "a-secret-that-no-message-may-hold";

const read = (settings: Record<string, string>) => readConfig({ DATABASE_URL, ...settings });
function problemsOf(settings: Record<string, string>): string[] {
  try {
    read(settings);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    expect(error.message).not.toContain(SECRET);
    return error.problems.filter((problem) => /GITHUB|GOOGLE|MICROSOFT|OIDC/.test(problem));
  }
}
const oidc = (...providers: object[]) => ({ OIDC_PROVIDERS: JSON.stringify(providers) });
const acme = { id: "acme", name: "Acme", issuer: "https://id.acme.example/", clientId: "gate", clientSecret: SECRET };

test("without settings there are no providers", () => expect(read({}).providers).toEqual([]));

test("a client id and its secret switch a provider on", () => {
  const settings = {
    GITHUB_CLIENT_ID: "gh",
    GITHUB_CLIENT_SECRET: SECRET,
    GOOGLE_CLIENT_ID: "go",
    GOOGLE_CLIENT_SECRET: SECRET,
    MICROSOFT_CLIENT_ID: "ms",
    MICROSOFT_CLIENT_SECRET: SECRET,
    ...oidc(acme),
  };
  expect(read(settings).providers).toEqual([
    {
      kind: "github",
      id: "github",
      name: "GitHub",
      clientId: "gh",
      clientSecret: SECRET,
      url: "https://github.com",
      apiUrl: "https://api.github.com",
    },
    {
      kind: "google",
      id: "google",
      name: "Google",
      clientId: "go",
      clientSecret: SECRET,
      issuer: "https://accounts.google.com",
      trustsEmail: true,
    },
    {
      kind: "microsoft",
      id: "microsoft",
      name: "Microsoft",
      clientId: "ms",
      clientSecret: SECRET,
      issuer: "https://login.microsoftonline.com/common/v2.0",
      trustsEmail: false,
    },
    { kind: "oidc", ...acme, trustsEmail: false },
  ]);
});

describe("every problem is told by name, and no secret with it", () => {
  test.each<[string, Record<string, string>, string[]]>([
    ["an id without its secret", { GITHUB_CLIENT_ID: "gh" }, ["GITHUB_CLIENT_SECRET: is required with GITHUB_CLIENT_ID"]],
    ["a secret without its id", { GOOGLE_CLIENT_SECRET: SECRET }, ["GOOGLE_CLIENT_ID: is required with GOOGLE_CLIENT_SECRET"]],
    [
      "a tenant by its domain",
      { MICROSOFT_TENANT: "acme.onmicrosoft.com" },
      ["MICROSOFT_TENANT: must be the id of a tenant, or common, organizations or consumers"],
    ],
    ["an address that is none", { GITHUB_URL: "github.com" }, ["GITHUB_URL: must be an http:// or https:// address"]],
    ["an address with a query", { GOOGLE_URL: "https://a.example/?b" }, ["GOOGLE_URL: must have neither query nor fragment"]],
    ["no JSON", { OIDC_PROVIDERS: `[{"clientSecret":"${SECRET}"` }, ["OIDC_PROVIDERS: is not JSON"]],
    ["no list", { OIDC_PROVIDERS: JSON.stringify(acme) }, [expect.stringMatching(/^OIDC_PROVIDERS: /) as never]],
    [
      "one without an issuer",
      oidc({ ...acme, issuer: undefined }),
      ["OIDC_PROVIDERS: 0.issuer: an issuer is an http:// or https:// address"],
    ],
    [
      "an id that does not fit",
      oidc({ ...acme, id: "Acme!" }),
      ["OIDC_PROVIDERS: 0.id: an id has lower-case letters, digits and hyphens, 32 at most"],
    ],
    [
      "the id of a provider with its own settings",
      oidc({ ...acme, id: "github" }),
      ["OIDC_PROVIDERS: 0.id: an id must not be that of a provider with its own settings"],
    ],
    ["an id twice", oidc(acme, acme), ["OIDC_PROVIDERS: two have the same id"]],
    ["a member that nobody knows", oidc({ ...acme, trustEmail: true }), [expect.stringMatching(/^OIDC_PROVIDERS: .*trustEmail/) as never]],
  ])("%s", (_, settings, problems) => expect(problemsOf(settings)).toEqual(problems));

  test("in production every provider is asked over https", () => {
    const settings = { GITHUB_URL: "http://a.example", GITHUB_API_URL: "http://a.example", GOOGLE_URL: "http://a.example" };
    const all = {
      NODE_ENV: "production",
      ...settings,
      MICROSOFT_URL: "http://a.example",
      ...oidc({ ...acme, issuer: "http://a.example" }),
    };
    expect(problemsOf(all)).toEqual([
      ...["GITHUB_URL", "GITHUB_API_URL", "GOOGLE_URL", "MICROSOFT_URL"].map((name) => `${name}: must be https:// in production`),
      "OIDC_PROVIDERS: every issuer must be https:// in production",
    ]);
  });
});
