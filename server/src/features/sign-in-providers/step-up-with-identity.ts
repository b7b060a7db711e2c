import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { findConnection } from "../connections/index.ts";
import { recordStepUp, stepUpMethods, type KnownProviders } from "../step-up/index.ts";
import { lockUser } from "../users/index.ts";
import type { Flow } from "./flow.ts";
import type { ProvenIdentity } from "./provider.ts";

/** By how much the clocks of the provider and of ours may differ. */
const CLOCK_SKEW_SECONDS = 30;

export type StepUpWithIdentityDeps = { db: Db; clock: Clock; config: { providers: KnownProviders } };

/** Lets pass who may prove themselves by this provider. Throws `step_up_method_refused`. */
export async function requireStepUpBy(
  { config }: Pick<StepUpWithIdentityDeps, "config">,
  db: Db,
  { userId, provider }: { userId: string; provider: string },
): Promise<void> {
  if (!(await stepUpMethods(db, userId, config.providers)).includes(provider)) throw new Problem("step_up_method_refused");
}

/**
 * Notes that the person of a session has just signed in anew at a provider. The request to do so passed through a browser that may
 * have left it out, so that only the time counts which the provider tells in its signed token. Throws `provider_proof_stale`,
 * `wrong_provider_account`, `step_up_method_refused`, and `session_ended`.
 */
export async function stepUpWithIdentity(
  deps: StepUpWithIdentityDeps,
  { flow, own, identity, origin }: { flow: Flow; own: NonNullable<Flow["own"]>; identity: ProvenIdentity; origin: Origin },
): Promise<void> {
  const { authenticatedAt } = identity;
  const isFresh = authenticatedAt !== null && authenticatedAt >= addSeconds(flow.startedAt, -CLOCK_SKEW_SECONDS);
  if (!isFresh) throw new Problem("provider_proof_stale");
  await deps.db.transaction(async (tx) => {
    const { name } = await lockUser(tx, own.userId);
    if ((await findConnection(tx, identity))?.userId !== own.userId) throw new Problem("wrong_provider_account");
    await requireStepUpBy(deps, tx, { userId: own.userId, provider: flow.provider });
    await recordStepUp(tx, { principal: own, origin, name, methods: ["fed"], way: flow.provider }, deps.clock());
  });
}
