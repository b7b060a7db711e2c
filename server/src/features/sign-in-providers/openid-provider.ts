import * as client from "openid-client";
import type { OpenIdConfig } from "../../provider-settings.ts";
import { identityOf, microsoftIdentityOf } from "./claims.ts";
import { createDiscovery } from "./discovery.ts";
import { failureOf } from "./provider-failure.ts";
import type { Provider } from "./provider.ts";
import type { ProviderDeps } from "./create-providers.ts";

/**
 * Any OpenID Connect provider by discovery, Microsoft among them. State, PKCE and nonce in any case; issuer, audience,
 * algorithm, signature and expiry of the ID token are checked (OpenID Connect Core 3.1.3.7), and `iss` of the answer
 * where the provider sends it (RFC 9207).
 */
export function createOpenIdProvider(deps: ProviderDeps, config: OpenIdConfig): Provider {
  const { id, name, kind } = config;
  // The signature too: TLS says who was asked, not whose token it is.
  const discover = createDiscovery(deps, config, client.enableNonRepudiationChecks);
  const redirectUri = deps.redirectUri(id);
  return {
    id,
    name,
    kind,
    async begin({ state, nonce, isFresh }) {
      const verifier = client.randomPKCECodeVerifier();
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: "openid email profile",
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ...(isFresh && { prompt: "login", max_age: "0" }),
      });
      return { url: url.href, verifier };
    },
    async finish(answer, { state, nonce, verifier }) {
      const url = new URL(redirectUri);
      for (const [parameter, value] of Object.entries(answer)) if (value !== undefined) url.searchParams.set(parameter, value);
      try {
        const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
        const configuration = await discover();
        const tokens = await client.authorizationCodeGrant(configuration, url, checks);
        const claims = tokens.claims();
        if (kind === "microsoft") return microsoftIdentityOf(claims);
        return identityOf({ ...(await moreAbout(configuration, tokens)), ...claims }, config);
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

/** Many providers tell the address only to who asks for it (OpenID Connect Core 5.4); `sub` must be the same then (5.3.2). */
async function moreAbout(configuration: client.Configuration, tokens: Tokens): Promise<object> {
  const claims = tokens.claims();
  if (!claims || claims.email !== undefined || configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  return client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
}
