import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash } from "../../platform/link-token.ts";
import { giveAccountBack, holdForReturn, type ReturnDeps } from "../account-return/index.ts";
import { recordEvent } from "../audit/index.ts";
import { voidChallengesAt } from "../challenges/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { updateUserEmail } from "../users/index.ts";
import { UNDO_SECONDS } from "./email-change.ts";
import { findUndoableChange, lockEmailChanges, updateUndone, voidLaterUndoLinks } from "./email-changes.queries.ts";

export type UndoEmailChangeDeps = ReturnDeps & { db: Db; clock: Clock; denylist: Denylist };

/**
 * Whoever takes an account over prepares it: what was added so long before the change was asked for goes with what was added since.
 * What is older stays, so that who reads the old mailbox alone does not pass the second factor by.
 */
const PREPARED_SECONDS = UNDO_SECONDS;

/**
 * Gives the account back to the mailbox that it was taken from, whatever address it has by now: the holder of an address
 * that was left early stands above those who came later, whose undo links are void then, while earlier ones stay good. As
 * who changed the address knew the password, it goes, with every session and every way in that was added since, or shortly before; the person sets a
 * new one through the mailbox.
 * An account that was closed meanwhile is open again, unless an administrator has shut it.
 * Throws `undo_link_invalid`, also for a disabled person, and `email_taken`; after these two the link is still good.
 */
export async function undoEmailChange(
  deps: UndoEmailChangeDeps,
  { token, origin }: { token: string; origin: Origin },
): Promise<{ email: string }> {
  return endingSessions(deps, async (tx, end, now) => {
    const change = await findUndoableChange(tx, linkTokenHash(token), now);
    if (!change) throw new Problem("undo_link_invalid");
    const { id, userId, oldEmail } = change;
    await lockEmailChanges(tx, userId);
    if (!(await updateUndone(tx, id, now))) throw new Problem("undo_link_invalid");
    await voidLaterUndoLinks(tx, change, now);
    const before = await holdForReturn(tx, userId, now);
    await voidChallengesAt(tx, [oldEmail], now);
    const user = await updateUserEmail(tx, userId, oldEmail, now);
    const since = addSeconds(change.createdAt, -PREPARED_SECONDS);
    const actor = { type: "user", id: userId, name: user.name } as const;
    await recordEvent(
      tx,
      {
        action: "user.email_change_undone",
        outcome: "success",
        actor,
        target: { type: "user", id: userId },
        subjectUserId: userId,
        origin,
        before: { email: before.email },
        after: { email: oldEmail },
      },
      now,
    );
    await giveAccountBack(deps, tx, end, { user, since, reason: "email_change_undone", origin }, now);
    const details = { oldEmail, newEmail: before.email, device: deviceOf(origin), ip: origin.ip };
    const mail = { kind: "email_change_undone", to: before.email, values: { name: user.name, oldEmail } } as const;
    await giveNotice(deps.outbox, tx, { userId, kind: "email_change_undone", details, mail }, now);
    return { email: oldEmail };
  });
}
