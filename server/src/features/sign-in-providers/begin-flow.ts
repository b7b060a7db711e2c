import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { newFlowValue, sealFlow, type Flow } from "./flow.ts";
import type { Provider, Providers } from "./provider.ts";

export type BeginDeps = { clock: Clock; encryptionKeys: KeyRing; providers: Providers };
export type Begun = { url: string; sealed: string };

/** The provider of that id. Throws `not_found` for one that is not switched on. */
export function getProvider({ providers }: Pick<BeginDeps, "providers">, id: string): Provider {
  const provider = providers.find(id);
  if (!provider) throw new Problem("not_found", { detail: "This provider is not switched on here." });
  return provider;
}

/** Begins a way to a provider and back: where the browser goes, and what it keeps meanwhile. Throws `not_found` and `provider_unavailable`. */
export async function beginFlow(
  deps: BeginDeps,
  { provider: id, purpose, next, browser, own }: Pick<Flow, "provider" | "purpose" | "next" | "browser" | "own">,
): Promise<Begun> {
  const provider = getProvider(deps, id);
  const startedAt = deps.clock();
  const [state, nonce] = [newFlowValue(), newFlowValue()];
  const { url, verifier } = await provider.begin({ state, nonce, isFresh: purpose === "step_up" });
  const sealed = sealFlow(deps.encryptionKeys, { provider: id, purpose, state, nonce, verifier, next, browser, own, startedAt });
  return { url, sealed };
}
