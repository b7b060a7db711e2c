import * as client from "openid-client";
import { Strategy } from "passport-google-oauth20";
import type { BoundedFetch } from "../../platform/bounded-fetch.ts";
import type { OpenIdConfig } from "../../provider-settings.ts";
import { boundRequests, type OAuth2Requests } from "./bounded-oauth2.ts";
import { identityOf } from "./claims.ts";
import type { ProviderDeps } from "./create-providers.ts";
import { createDiscovery } from "./discovery.ts";
import { strategyFailureOf } from "./passport-failure.ts";
import { failureOf, refusalOf, unavailable, unbelievable } from "./provider-failure.ts";
import type { Provider } from "./provider.ts";
import { flowStore, runStrategy } from "./run-strategy.ts";

type Strategist = { strategy: Strategy; metadata: client.ServerMetadata };

/** passport's strategy for Google, with a nonce, and with the ID token as what it lets in. */
class GoogleStrategy extends Strategy {
  constructor({ clientId, clientSecret }: OpenIdConfig, callbackURL: string, metadata: client.ServerMetadata, fetch: BoundedFetch) {
    const options = {
      clientID: clientId,
      clientSecret,
      callbackURL,
      authorizationURL: metadata.authorization_endpoint,
      tokenURL: metadata.token_endpoint,
      scope: ["openid", "email", "profile"],
      // All that is needed stands in the ID token, which is checked.
      skipUserProfile: true,
      pkce: true,
      store: flowStore,
    };
    super(
      options as never,
      (
        _access: string,
        _refresh: string,
        { id_token }: { id_token?: string | undefined },
        _profile: unknown,
        done: (error: null, user: never) => void,
      ) => done(null, { idToken: id_token } as never),
    );
    // oxlint-disable-next-line eslint/no-underscore-dangle -- passport-oauth2 names what subclasses may use so
    boundRequests(this._oauth2 as unknown as OAuth2Requests, fetch);
  }

  override authorizationParams(options: { nonce?: string }): object {
    return { nonce: options.nonce };
  }
}

/**
 * Google: passport's strategy leads there and fetches the token, openid-client checks it: issuer, audience, nonce, algorithm,
 * signature, expiry. Google takes no `max_age` and says not when the person signed in, so that it proves nothing fresh.
 */
export function createGoogleProvider(deps: ProviderDeps, config: OpenIdConfig): Provider {
  const { id, name, kind } = config;
  // An ID token alone is handed to the check: the exchange of the code is the strategy's.
  const discover = createDiscovery(deps, config, client.useIdTokenResponseType);
  const strategist = async (): Promise<Strategist> => {
    const metadata = (await discover()).serverMetadata();
    return { strategy: new GoogleStrategy(config, deps.redirectUri(id), metadata, deps.fetch), metadata };
  };
  return {
    id,
    name,
    kind,
    async begin({ state, nonce }) {
      const { strategy } = await strategist();
      const request = { query: {}, state, verifier: "" };
      const outcome = await runStrategy(strategy, request, { nonce }).catch((error: unknown) => {
        throw strategyFailureOf(error);
      });
      if (!("redirect" in outcome)) throw unavailable("the strategy did not redirect");
      return { url: outcome.redirect, verifier: request.verifier };
    },
    async finish({ code, state, iss, error }, flow) {
      const { strategy, metadata } = await strategist();
      // RFC 9207: wrong, or left out by who says that it is always there.
      const isNamed = iss !== undefined || metadata.authorization_response_iss_parameter_supported === true;
      if (isNamed && iss !== metadata.issuer) throw unbelievable("the answer is of another issuer");
      if (error !== undefined) throw refusalOf(error);
      if (code === undefined) throw unbelievable("the answer holds no code");
      const outcome = await runStrategy(strategy, { query: { code, state }, state: flow.state, verifier: flow.verifier }).catch(
        (failure: unknown) => {
          throw strategyFailureOf(failure);
        },
      );
      const { idToken } = "user" in outcome ? (outcome.user as { idToken?: string }) : {};
      if (idToken === undefined) throw unbelievable("the token endpoint gave no ID token");
      return identityOf(await checkIdToken(await discover(), idToken, flow.nonce), config);
    },
  };
}

async function checkIdToken(config: client.Configuration, idToken: string, nonce: string): Promise<client.IDToken> {
  const answer = new URL("https://localhost/");
  answer.hash = new URLSearchParams({ id_token: idToken }).toString();
  try {
    // State has been compared; the token came from the token endpoint, not with the browser.
    return await client.implicitAuthentication(config, answer, nonce);
  } catch (error) {
    throw failureOf(error);
  }
}
