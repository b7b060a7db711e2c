import { addSeconds } from "../platform/clock.ts";
import { isStrong } from "./methods.ts";
import type { Principal } from "./principal.ts";
import { Problem } from "./problem.ts";

/** How old the proof of who asks may be for a dangerous act. */
export const STEP_UP_SECONDS = 600;

/** What a session last proved, and whether its person has a second factor. */
export type Proof = Pick<Principal, "authenticatedAt" | "methods"> & { hasSecondFactor?: boolean };

/** Whom a dangerous act asks: everybody, or, where everybody types their password with it, only who has a second factor too. */
export type StepUp = true | "with_second_factor";

/**
 * Throws `step_up_required` when the person last proved themselves longer ago than that (RFC 9470), or, having a second factor, without
 * it: a session from before it was added must not take it away.
 */
export function requireFreshProof(proof: Proof, now: Date, whom: StepUp = true): void {
  if (whom === "with_second_factor" && proof.hasSecondFactor !== true) return;
  const isOld = addSeconds(proof.authenticatedAt, STEP_UP_SECONDS) < now;
  if (isOld || (proof.hasSecondFactor === true && !isStrong(proof))) throw new Problem("step_up_required");
}

/** The challenge that goes with the refusal, for clients that know RFC 9470. */
export const STEP_UP_CHALLENGE = `Bearer error="insufficient_user_authentication", error_description="A recent proof of who asks is needed.", max_age=${STEP_UP_SECONDS}`;
