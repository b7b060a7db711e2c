import { z } from "zod";

/** A provider that people can sign in with. `id` stands in addresses of the API and never changes. */
export type ProviderConfig = GithubConfig | OpenIdConfig;

type Base = { id: string; name: string; clientId: string; clientSecret: string };
export type GithubConfig = Base & { kind: "github"; url: string; apiUrl: string };
export type OpenIdConfig = Base & {
  kind: "google" | "microsoft" | "oidc";
  issuer: string;
  /** Whether an address that the provider calls verified is believed to be the person's. */
  trustsEmail: boolean;
};

/**
 * Whether a provider can be asked to let a person sign in anew, and says when they did (OpenID Connect Core, `max_age` and `auth_time`).
 * GitHub has neither, and Google takes no `max_age`.
 */
export function provesFreshness({ kind }: Pick<ProviderConfig, "kind">): boolean {
  return kind === "microsoft" || kind === "oidc";
}

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
  .transform((url) => url.replace(/\/+$/, ""))
  .refine((url) => !/[?#]/.test(url), "must have neither query nor fragment");

const id = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "an id has lower-case letters, digits and hyphens, 32 at most");

/** An issuer is compared as it is written, so that a slash at its end stays. */
const issuer = z.url({ protocol: /^https?$/, error: "an issuer is an http:// or https:// address" });

const openIdProviders = z
  .array(
    z.strictObject({
      id: id.refine(
        (text) => !["github", "google", "microsoft"].includes(text),
        "an id must not be that of a provider with its own settings",
      ),
      name: z.string().trim().min(1).max(40),
      issuer,
      clientId: z.string().min(1),
      clientSecret: z.string().min(1),
      trustsEmail: z.boolean().default(false),
    }),
  )
  .refine((all) => new Set(all.map((one) => one.id)).size === all.length, "two have the same id");

/** The providers of a JSON text. What is wrong is told without the text, which holds secrets. */
const openIdProvidersText = z.string().transform((text, context) => {
  const fail = (message: string) => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return fail("is not JSON");
  }
  const parsed = openIdProviders.safeParse(json);
  if (parsed.success) return parsed.data;
  return fail(parsed.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": ")).join("; "));
});

const secret = z.string().min(1).optional();

/** The settings of the providers, with the sentences that document them. */
export const providerSettings = {
  GITHUB_CLIENT_ID: z.string().optional().describe("with it people can sign in with GitHub, see docs/sign-in-providers.md"),
  GITHUB_CLIENT_SECRET: secret.describe("secret of the GitHub app"),
  GITHUB_URL: httpUrl.default("https://github.com").describe("base of GitHub's pages; another for GitHub Enterprise Server"),
  GITHUB_API_URL: httpUrl
    .default("https://api.github.com")
    .describe("base of GitHub's API; for GitHub Enterprise Server https://github.example.com/api/v3"),
  GOOGLE_CLIENT_ID: z.string().optional().describe("with it people can sign in with Google"),
  GOOGLE_CLIENT_SECRET: secret.describe("secret of the Google client"),
  GOOGLE_URL: httpUrl.default("https://accounts.google.com").describe("Google's issuer"),
  MICROSOFT_CLIENT_ID: z.string().optional().describe("with it people can sign in with Microsoft Entra ID"),
  MICROSOFT_CLIENT_SECRET: secret.describe("secret of the Microsoft app"),
  MICROSOFT_TENANT: z
    .string()
    .regex(/^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|common|organizations|consumers)$/, {
      error: "must be the id of a tenant, or common, organizations or consumers",
    })
    .default("common")
    .describe("who may sign in: the id of one tenant, or common, organizations or consumers"),
  MICROSOFT_URL: httpUrl.default("https://login.microsoftonline.com").describe("base of Microsoft's sign-in"),
  OIDC_PROVIDERS: openIdProvidersText
    .default([])
    .describe(
      'any other OpenID Connect providers, as JSON: [{"id":"acme","name":"Acme","issuer":"https://id.acme.example","clientId":"...","clientSecret":"...","trustsEmail":false}]; ' +
        "trustsEmail only for a provider that proves every address before it calls it verified",
    ),
};

type ProviderSettings = z.output<z.ZodObject<typeof providerSettings>>;

const SOLITARY = ["GITHUB", "GOOGLE", "MICROSOFT"] as const;
const ADDRESSES = ["GITHUB_URL", "GITHUB_API_URL", "GOOGLE_URL", "MICROSOFT_URL"] as const;

/** What is wrong with the settings together, one sentence each. */
export function providerProblems(values: ProviderSettings, isProduction: boolean): string[] {
  const problems: string[] = [];
  for (const name of SOLITARY) {
    const [clientId, clientSecret] = [`${name}_CLIENT_ID`, `${name}_CLIENT_SECRET`] as const;
    if (values[clientId] && !values[clientSecret]) problems.push(`${clientSecret}: is required with ${clientId}`);
    if (!values[clientId] && values[clientSecret]) problems.push(`${clientId}: is required with ${clientSecret}`);
  }
  if (!isProduction) return problems;
  for (const name of ADDRESSES) if (!values[name].startsWith("https:")) problems.push(`${name}: must be https:// in production`);
  if (values.OIDC_PROVIDERS.some((one) => !one.issuer.startsWith("https:")))
    problems.push("OIDC_PROVIDERS: every issuer must be https:// in production");
  return problems;
}

/** The providers that are switched on, in the order in which they are shown. */
export function providersOf(values: ProviderSettings): ProviderConfig[] {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = values;
  const { MICROSOFT_CLIENT_ID, MICROSOFT_CLIENT_SECRET, MICROSOFT_TENANT, MICROSOFT_URL } = values;
  const providers: ProviderConfig[] = [];
  if (GITHUB_CLIENT_ID && GITHUB_CLIENT_SECRET) {
    const base = { id: "github", name: "GitHub", clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET };
    providers.push({ ...base, kind: "github", url: values.GITHUB_URL, apiUrl: values.GITHUB_API_URL });
  }
  if (GOOGLE_CLIENT_ID && GOOGLE_CLIENT_SECRET) {
    const base = { id: "google", name: "Google", clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET };
    providers.push({ ...base, kind: "google", issuer: values.GOOGLE_URL, trustsEmail: true });
  }
  if (MICROSOFT_CLIENT_ID && MICROSOFT_CLIENT_SECRET) {
    const base = { id: "microsoft", name: "Microsoft", clientId: MICROSOFT_CLIENT_ID, clientSecret: MICROSOFT_CLIENT_SECRET };
    providers.push({ ...base, kind: "microsoft", issuer: `${MICROSOFT_URL}/${MICROSOFT_TENANT}/v2.0`, trustsEmail: false });
  }
  for (const one of values.OIDC_PROVIDERS) providers.push({ ...one, kind: "oidc" });
  return providers;
}
