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
  asked: Pick<Flow, "provider" | "purpose" | "next" | "browser" | "own" | "keepsAccount">,
): Promise<Begun> {
  const provider = getProvider(deps, asked.provider);
  const startedAt = deps.clock();
  const [state, nonce] = [newFlowValue(), newFlowValue()];
  const { url, verifier } = await provider.begin({ state, nonce, isFresh: asked.purpose === "step_up" });
  const sealed = sealFlow(deps.encryptionKeys, { ...asked, state, nonce, verifier, startedAt });
  return { url, sealed };
}
