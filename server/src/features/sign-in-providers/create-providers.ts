import { createBoundedFetch, type BoundedFetch } from "../../platform/bounded-fetch.ts";
import type { Clock } from "../../platform/clock.ts";
import type { ProviderConfig } from "../../provider-settings.ts";
import { createGithubProvider } from "./github-provider.ts";
import { createGoogleProvider } from "./google-provider.ts";
import { createOpenIdProvider } from "./openid-provider.ts";
import type { Provider, Providers } from "./provider.ts";

/** What a provider is made with. */
export type ProviderDeps = { clock: Clock; fetch: BoundedFetch; redirectUri(id: string): string };

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 512 * 1024;

/** The providers of the settings. Asks none of them anything. */
export function createProviders({
  clock,
  publicUrl,
  configs,
}: {
  clock: Clock;
  publicUrl: string;
  configs: readonly ProviderConfig[];
}): Providers {
  const deps: ProviderDeps = {
    clock,
    fetch: createBoundedFetch({ timeoutMs: TIMEOUT_MS, maxBytes: MAX_BYTES }),
    redirectUri: (id) => `${publicUrl}/api/v1/auth/providers/${id}/callback`,
  };
  const providers = new Map<string, Provider>(configs.map((config) => [config.id, createProvider(deps, config)]));
  return { find: (id) => providers.get(id) };
}

function createProvider(deps: ProviderDeps, config: ProviderConfig): Provider {
  if (config.kind === "github") return createGithubProvider(deps, config);
  return config.kind === "google" ? createGoogleProvider(deps, config) : createOpenIdProvider(deps, config);
}
