import type { Origin } from "../../http/principal.ts";
import { guardAttempt, type GuardAttemptDeps } from "../sign-in-guard/index.ts";
import type { User } from "../users/index.ts";
import { recordFactorFailure, type FactorMethod } from "./factor-proof.ts";

/** Who shows a second factor: a session of the person, or who signs in, perhaps as a known caller. */
export type FactorShower = { user: User; origin: Origin; sessionId?: string | undefined; knownAs?: string | undefined };

/**
 * Runs a check of a second factor under the guard, which records a wrong one, and tells the person when there are several. `admit` runs
 * before anything is compared and may throw. Undefined for a wrong one. Throws `too_many_attempts`.
 */
export async function guardFactor<T>(
  deps: GuardAttemptDeps,
  { user, origin, sessionId, knownAs }: FactorShower,
  { method, admit }: { method: FactorMethod; admit?: (() => Promise<void>) | undefined },
  check: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const attempt = { kind: "second_factor", method, user, sessionId, knownAs } as const;
  const admitted = async () => {
    await admit?.();
    return check();
  };
  const failure = { user, method, origin, isSignedIn: sessionId !== undefined };
  const proof = await guardAttempt(deps, { attempt, origin }, admitted, () => recordFactorFailure(deps.db, failure, deps.clock()));
  if (proof === undefined) deps.metrics.secondFactors.inc({ method, result: "wrong" });
  return proof;
}
