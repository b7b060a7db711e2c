import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { endChallenge, proveChallenge, type ChallengeDeps, type Proof } from "../challenges/index.ts";
import type { Outbox } from "../mail/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { lockUser } from "../users/index.ts";
import { completeEmailChange } from "./complete-email-change.ts";
import { isComplete, type Side } from "./email-change.ts";
import { lockEmailChanges, updateProvenSide } from "./email-changes.queries.ts";
import { findEmailChange } from "./find-email-change.ts";

export type ProveEmailChangeDeps = ChallengeDeps & { outbox: Outbox; denylist: Denylist };
export type EmailChangeProof = { challengeId: string; proof: Proof; browser: string | undefined; origin: Origin };

/**
 * Takes the proof of one mailbox, and changes the address with the second. Throws as `proveChallenge` does, `challenge_ended`
 * also when the change was cancelled or its session has ended, and `email_taken`, after which the proof may be tried again.
 */
export async function proveEmailChange(
  deps: ProveEmailChangeDeps,
  { challengeId, proof, browser, origin }: EmailChangeProof,
): Promise<{ side: Side; isComplete: boolean }> {
  const purposes = ["email_change_old", "email_change_new"] as const;
  const { userId, purpose } = await proveChallenge(deps, { id: challengeId, browser, purposes, proof });
  const side = purpose === "email_change_old" ? "old" : "new";

  return endingSessions(deps, async (tx, end, now) => {
    if (!userId) throw new Problem("challenge_ended");
    await lockEmailChanges(tx, userId);
    const user = await lockUser(tx, userId);
    const open = await findEmailChange(tx, userId, now);
    const expected = side === "old" ? open?.oldChallengeId : open?.newChallengeId;
    if (!open || expected !== challengeId || !(await endChallenge(tx, challengeId, now))) throw new Problem("challenge_ended");
    const change = await updateProvenSide(tx, open.id, side, now);
    if (isComplete(change)) await completeEmailChange(deps, tx, end, { change, before: user, browser, origin }, now);
    return { side, isComplete: isComplete(change) };
  });
}
