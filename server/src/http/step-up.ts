import { addSeconds } from "../platform/clock.ts";
import type { Principal } from "./principal.ts";
import { Problem } from "./problem.ts";

/** How old the proof of who asks may be for a dangerous act. */
export const STEP_UP_SECONDS = 600;

/** Throws `step_up_required` when the person last proved themselves longer ago than that (RFC 9470). */
export function requireFreshProof({ authenticatedAt }: Principal, now: Date): void {
  if (addSeconds(authenticatedAt, STEP_UP_SECONDS) < now) throw new Problem("step_up_required");
}

/** The challenge that goes with the refusal, for clients that know RFC 9470. */
export const STEP_UP_CHALLENGE = `Bearer error="insufficient_user_authentication", error_description="A recent proof of who asks is needed.", max_age=${STEP_UP_SECONDS}`;
