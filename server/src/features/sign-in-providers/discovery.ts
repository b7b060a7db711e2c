import * as client from "openid-client";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { BoundedFetch } from "../../platform/bounded-fetch.ts";
import type { OpenIdConfig } from "../../provider-settings.ts";
import { unavailable } from "./provider-failure.ts";

/** What a provider publishes about itself is asked for again after so long. Its keys are asked for whenever one is unknown. */
const KEPT_SECONDS = 3_600;

/** The provider's published configuration. Throws `provider_unavailable`. */
export type Discover = () => Promise<client.Configuration>;

/**
 * Discovery (OpenID Connect Discovery 1.0) when it is first needed, and once for all who need it at the same time. What failed is
 * tried again by the next. `adjust` is applied to each new configuration.
 */
export function createDiscovery(
  { clock, fetch }: { clock: Clock; fetch: BoundedFetch },
  { issuer, clientId, clientSecret }: OpenIdConfig,
  ...adjust: Array<(config: client.Configuration) => void>
): Discover {
  let known: { config: Promise<client.Configuration>; until: Date } | undefined;
  const options: client.DiscoveryRequestOptions = {
    [client.customFetch]: (url, init) => fetch(url, init),
    // Settings of production have https:// addresses only.
    execute: [...(issuer.startsWith("http:") ? [client.allowInsecureRequests] : []), ...adjust],
  };
  const ask = async () => {
    try {
      return await client.discovery(new URL(issuer), clientId, undefined, authenticateBy(clientSecret), options);
    } catch (error) {
      known = undefined;
      throw unavailable(error);
    }
  };
  return () => {
    if (!known || known.until < clock()) known = { config: ask(), until: addSeconds(clock(), KEPT_SECONDS) };
    return known.config;
  };
}

/** As the provider takes it: in the body when it says so, else in the header, which is what it means when it says nothing. */
function authenticateBy(secret: string): client.ClientAuth {
  const [inBody, inHeader] = [client.ClientSecretPost(secret), client.ClientSecretBasic(secret)];
  return (server, ...rest) => {
    const authenticate = server.token_endpoint_auth_methods_supported?.includes("client_secret_post") ? inBody : inHeader;
    return authenticate(server, ...rest);
  };
}
