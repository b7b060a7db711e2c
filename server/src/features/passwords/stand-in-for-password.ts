import { invalidField, type Problem } from "../../http/problem.ts";
import type { Principal } from "../../http/principal.ts";
import { requireFreshProof, type Proof } from "../../http/step-up.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { findPassword } from "./passwords.queries.ts";

/** `proofOf`: what the session of the principal last proved. */
export type StandInDeps = { db: Db; clock: Clock; proofOf: (principal: Principal) => Promise<Proof> };

/** What is answered to who has a password and does not tell it. */
export function passwordMissing(): Problem {
  return invalidField("/currentPassword", [{ code: "required", message: "Is required." }]);
}

/**
 * Lets who has no password do without it: a fresh proof stands in for it. What follows must see in its transaction that there still
 * is none. Throws 422 for who has one, and `step_up_required`.
 */
export async function standInForPassword({ db, clock, proofOf }: StandInDeps, principal: Principal): Promise<void> {
  if (await findPassword(db, principal.userId)) throw passwordMissing();
  requireFreshProof(await proofOf(principal), clock());
}
