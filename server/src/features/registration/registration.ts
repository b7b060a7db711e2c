import { z } from "zod";
import type { KeyRing } from "../../platform/key-ring.ts";
import { challengePayload, type Challenge } from "../challenges/index.ts";

const payload = z.object({ name: z.string(), hash: z.string(), minLengthMet: z.int(), askedAt: z.coerce.date() });

/** What somebody wants their account to be, with the password hashed. */
export type Registration = { email: string; name: string; hash: string; minLengthMet: number };

/** A registration that waits, sealed, until the mailbox is proven. `askedAt` is when it was first asked for. */
export type WaitingRegistration = Registration & { askedAt: Date };

/** How long after it was first asked for a registration can be renewed, so that none waits for ever for its door to open. */
export const RENEWABLE_SECONDS = 86_400;

/** The registration that waits for the challenge to be proven. */
export function waitingRegistration(ring: KeyRing, challenge: Challenge): WaitingRegistration {
  return { email: challenge.email, ...payload.parse(challengePayload(ring, challenge)) };
}
