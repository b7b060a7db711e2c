import { randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { FLOW_SECONDS } from "../../http/flow-cookie.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { open, seal, type SealedPlace } from "../../platform/secrets.ts";

const own = z.object({ userId: z.string(), sessionId: z.string() });

const flow = z.object({
  provider: z.string(),
  purpose: z.enum(["sign_in", "link", "step_up"]),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** A path of the console. */
  next: z.string(),
  /** The name of the browser: its own cookie is not sent on the way back. */
  browser: z.string(),
  /** Whose flow it is, unless it is to sign in. */
  own: own.nullable(),
  /** Whether who closed their account wants to keep it after all. */
  keepsAccount: z.boolean(),
  startedAt: z.coerce.date(),
});

/** One way to a provider and back. It waits in the browser, sealed, because the API keeps no sessions for strangers. */
export type Flow = z.output<typeof flow>;

const placeOf = (provider: string): SealedPlace => ({ table: "flow_cookies", column: provider, row: "flow" });

/** A value that nobody guesses, for state and nonce. */
export function newFlowValue(): string {
  return randomBytes(32).toString("base64url");
}

/** What the browser keeps: sealed for this provider, so that it is no good at another's way back. */
export function sealFlow(ring: KeyRing, value: Flow): string {
  return seal(ring, Buffer.from(JSON.stringify(value)), placeOf(value.provider));
}

export function flowEnd({ startedAt }: Flow): Date {
  return addSeconds(startedAt, FLOW_SECONDS);
}

/**
 * The flow that this browser has begun with this provider. Throws `provider_flow_invalid` without one, and for one that
 * is of another browser, provider or time, or of another state than came back.
 */
export function openFlow(
  ring: KeyRing,
  {
    provider,
    sealed,
    state,
    browser,
  }: { provider: string; sealed: string | undefined; state: string | undefined; browser: string | undefined },
  now: Date,
): Flow {
  const value = sealed === undefined ? undefined : unsealed(ring, provider, sealed);
  const isGood =
    value !== undefined &&
    state !== undefined &&
    value.provider === provider &&
    flowEnd(value) > now &&
    isSame(value.state, state) &&
    (browser === undefined || browser === value.browser);
  if (!isGood) throw new Problem("provider_flow_invalid");
  return value;
}

function unsealed(ring: KeyRing, provider: string, sealed: string): Flow | undefined {
  try {
    return flow.parse(JSON.parse(open(ring, sealed, placeOf(provider)).toString("utf8")));
  } catch {
    return undefined;
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
