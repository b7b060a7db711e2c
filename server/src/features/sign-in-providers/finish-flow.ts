import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { getProvider, type BeginDeps } from "./begin-flow.ts";
import { connectIdentity, type ConnectDeps } from "./connect-identity.ts";
import { flowEnd, openFlow, type Flow } from "./flow.ts";
import type { ProviderAnswer } from "./provider.ts";
import { signInWithIdentity, type ArrivalOutcome, type SignInWithIdentityDeps } from "./sign-in-with-identity.ts";
import { stepUpWithIdentity, type StepUpWithIdentityDeps } from "./step-up-with-identity.ts";
import { spendOnce } from "./used-flows.queries.ts";

export type FinishDeps = BeginDeps & ConnectDeps & SignInWithIdentityDeps & StepUpWithIdentityDeps;

/** A browser that comes back. `sealed` is its flow cookie, `browser` its name if it was sent. */
export type ComingBack = {
  provider: string;
  sealed: string | undefined;
  browser: string | undefined;
  answer: ProviderAnswer;
  origin: Origin;
};

export type FlowOutcome = ArrivalOutcome | { kind: "connected" } | { kind: "stepped_up" };

/**
 * The flow that comes back, used up before the provider is asked, so that it ends once whatever comes of it. Throws `not_found` and
 * `provider_flow_invalid`.
 */
export async function takeFlow(deps: BeginDeps & { db: Db }, { provider, sealed, browser, answer }: ComingBack): Promise<Flow> {
  getProvider(deps, provider);
  const flow = openFlow(deps.encryptionKeys, { provider, sealed, state: answer.state, browser }, deps.clock());
  if (!(await spendOnce(deps.db, `state ${flow.state}`, flowEnd(flow)))) throw new Problem("provider_flow_invalid");
  return flow;
}

/** What a flow that was taken ends with. Throws what the provider's `finish` throws, and what the purpose of the flow throws. */
export async function endFlow(deps: FinishDeps, flow: Flow, { answer, origin }: ComingBack): Promise<FlowOutcome> {
  const { purpose, own, browser, keepsAccount } = flow;
  const provider = getProvider(deps, flow.provider);
  const identity = await provider.finish(answer, flow);
  if (purpose === "sign_in") return signInWithIdentity(deps, { provider, identity, browser, keepsAccount, origin });
  if (own === null) throw new Problem("provider_flow_invalid");
  if (purpose === "step_up") {
    await stepUpWithIdentity(deps, { flow, own, identity, origin });
    return { kind: "stepped_up" };
  }
  await connectIdentity(deps, { provider, identity, own, origin });
  return { kind: "connected" };
}
