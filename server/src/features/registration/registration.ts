import { z } from "zod";
import type { KeyRing } from "../../platform/key-ring.ts";
import { challengePayload, type Challenge } from "../challenges/index.ts";

const payload = z.object({ name: z.string(), hash: z.string(), minLengthMet: z.int() });

/** What somebody wants their account to be, with the password hashed. It waits, sealed, until the mailbox is proven. */
export type Registration = z.output<typeof payload> & { email: string };

/** The registration that waits for the challenge to be proven. */
export function waitingRegistration(ring: KeyRing, challenge: Challenge): Registration {
  return { email: challenge.email, ...payload.parse(challengePayload(ring, challenge)) };
}
