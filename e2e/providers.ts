import { startGithub, type GithubStandIn } from "../server/test/stand-ins/github.ts";
import { startOpenIdProvider, type OpenIdStandIn } from "../server/test/stand-ins/openid-provider.ts";

/** Providers on loopback that a world's people can sign in with. Each shows a page that asks who one is, and for nothing else. */
export type Providers = {
  /** Speaks GitHub's endpoints. */
  github: GithubStandIn;
  /** An OpenID Connect provider, whose word about addresses counts. */
  acme: OpenIdStandIn;
  /** What the world is started with. */
  settings: Record<string, string>;
  close(): Promise<void>;
};

/** Starts them for a world at `origin`. Who can sign in there is added to their `people`. */
export async function startProviders(origin: string): Promise<Providers> {
  const redirectUris = (id: string): string[] => [`${origin}/api/v1/auth/providers/${id}/callback`];
  const [github, acme] = await Promise.all([
    startGithub({ redirectUris: redirectUris("github") }),
    startOpenIdProvider({ redirectUris: redirectUris("acme"), name: "Acme" }),
  ]);
  const { issuer, clientId, clientSecret } = acme;
  return {
    github,
    acme,
    settings: {
      GITHUB_CLIENT_ID: github.clientId,
      GITHUB_CLIENT_SECRET: github.clientSecret,
      GITHUB_URL: github.url,
      GITHUB_API_URL: github.apiUrl,
      OIDC_PROVIDERS: JSON.stringify([{ id: "acme", name: "Acme", issuer, clientId, clientSecret, trustsEmail: true }]),
    },
    close: async () => {
      await Promise.all([github.close(), acme.close()]);
    },
  };
}
