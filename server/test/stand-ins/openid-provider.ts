import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { Provider, type Configuration } from "oidc-provider";
import { readDecision, showLoginPage } from "./login-page.ts";
import { listenOnLoopback } from "./loopback-server.ts";
import { createMemoryAdapter } from "./memory-adapter.ts";

/** Who somebody is at the provider. */
export type PersonThere = { email?: string; email_verified?: boolean; name?: string; tid?: string; oid?: string };

export type OpenIdStandIn = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Who can sign in there, by `sub`. */
  people: Map<string, PersonThere>;
  close(): Promise<void>;
};

export type OpenIdStandInOptions = {
  /** What the person signs in for comes back to these. */
  redirectUris: string[];
  /** What it is called on its page. */
  name?: string;
  /** Behind the origin; the issuer has it at its end. */
  path?: string;
  /** Tells address and name in the ID token, not only when it is asked for them (OpenID Connect Core 5.4). */
  tellsAll?: boolean;
  /** How long a code is good. */
  codeSeconds?: number;
};

const CLAIMS = { openid: ["sub", "tid", "oid"], email: ["email", "email_verified"], profile: ["name"] };

/** A real OpenID Connect provider on loopback. It asks nobody for a password, and nobody for consent. */
export async function startOpenIdProvider(options: OpenIdStandInOptions): Promise<OpenIdStandIn> {
  const { redirectUris, name = "Stand-in", path = "", tellsAll = false, codeSeconds = 60 } = options;
  const people = new Map<string, PersonThere>();
  const [clientId, clientSecret] = ["gatehouse", randomBytes(24).toString("base64url")];
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const { origin, close } = await listenOnLoopback((request, response) => answer(request, response));
  const issuer = `${origin}${path}`;
  const client = { client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris, grant_types: ["authorization_code"] };
  const provider = new Provider(issuer, await configurationOf({ client, people, path, tellsAll, codeSeconds }));
  const listener = provider.callback();
  answer = (request, response) => {
    const url = new URL(request.url ?? "/", origin);
    if (url.pathname.startsWith(`${path}/interaction/`)) {
      void interact(provider, { request, response, name, people }).catch((error: unknown) => response.destroy(error as Error));
    } else {
      request.url = (request.url ?? "/").slice(path.length) || "/";
      (request as { originalUrl?: string }).originalUrl = `${path}${request.url}`;
      (request as { baseUrl?: string }).baseUrl = path;
      void listener(request, response);
    }
  };
  return { issuer, clientId, clientSecret, people, close };
}

async function configurationOf({
  client,
  people,
  path,
  tellsAll,
  codeSeconds,
}: {
  client: { client_id: string; client_secret: string; redirect_uris: string[]; grant_types: string[] };
  people: Map<string, PersonThere>;
  path: string;
  tellsAll: boolean;
  codeSeconds: number;
}): Promise<Configuration> {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const cookie = randomBytes(4).toString("hex");
  return {
    adapter: createMemoryAdapter() as never,
    clients: [client],
    // Browsers send the cookies of all ports of a host to each of them.
    cookies: {
      keys: [randomBytes(16).toString("hex")],
      names: { session: `session_${cookie}`, interaction: `interaction_${cookie}`, resume: `resume_${cookie}` },
    },
    claims: CLAIMS,
    conformIdTokenClaims: !tellsAll,
    features: { devInteractions: { enabled: false } },
    findAccount: (_context, sub) => (people.has(sub) ? { accountId: sub, claims: () => ({ sub, ...people.get(sub) }) } : undefined),
    interactions: { url: (_context, interaction) => `${path}/interaction/${interaction.uid}` },
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: "RS256", use: "sig" }] },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? "", accountId: oidc.session?.accountId ?? "" });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ttl: { AuthorizationCode: codeSeconds, AccessToken: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
  };
}

type Interaction = { request: IncomingMessage; response: ServerResponse; name: string; people: Map<string, PersonThere> };

/** The one question: who are you? */
async function interact(provider: Provider, { request, response, name, people }: Interaction): Promise<void> {
  if (request.method === "GET") {
    const { session } = await provider.interactionDetails(request, response);
    const who = session?.accountId;
    return showLoginPage(response, { title: name, action: request.url ?? "", ...(who !== undefined && { who }) });
  }
  const decision = await readDecision(request);
  const isKnown = decision !== "turn back" && people.has(decision.who);
  const result = isKnown ? { login: { accountId: decision.who } } : { error: "access_denied", error_description: "They turned back." };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}
