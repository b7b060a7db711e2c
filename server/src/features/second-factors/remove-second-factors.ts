import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { deleteSecondFactors } from "../credentials/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { findUserByEmail, lockUser } from "../users/index.ts";
import { tellOfRemovedFactor, type TellDeps } from "./tell-of-factors.ts";

export type RemoveSecondFactorsDeps = TellDeps & { db: Db; clock: Clock; denylist: Denylist };

/**
 * Takes every second factor of a person who has lost them, passkeys and recovery codes too, on the word of the operator, and ends every
 * session: what is lost may be in other hands. The person is told, and signs in with the password, or sets one through the mailbox.
 * Throws `not_found`, with a sentence for the operator.
 */
export async function removeSecondFactors(deps: RemoveSecondFactorsDeps, { email }: { email: string }): Promise<void> {
  await endingSessions(deps, async (tx, end, now) => {
    const found = await findUserByEmail(tx, email);
    if (!found) throw new Problem("not_found", { detail: "There is no account with that address." });
    const user = await lockUser(tx, found.id);
    const { totp, passkeys } = await deleteSecondFactors(tx, user.id);
    if (totp + passkeys === 0) throw new Problem("not_found", { detail: "That account has no second factor." });
    const actor = { type: "system" } as const;
    const target = { type: "user", id: user.id } as const;
    const before = { method: "all" };
    await recordEvent(tx, { action: "second_factor.removed", outcome: "success", actor, target, subjectUserId: user.id, before }, now);
    await tellOfRemovedFactor(deps, tx, { user, factor: "all" }, now);
    await end({ userId: user.id, reason: "second_factors_removed", actor });
  });
}
