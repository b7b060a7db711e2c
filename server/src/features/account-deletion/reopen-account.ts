import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash } from "../../platform/link-token.ts";
import { recordEvent, type Actor } from "../audit/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { lockUserIfAny, updateUser, type User } from "../users/index.ts";
import type { ReopenDeps } from "./deletion.ts";
import { deleteUndoLink, findUserOfUndoLink } from "./deletion-undo-links.queries.ts";

/** Whether the person has closed the account themselves and may still undo that. */
export function isUndoable({ closedAt, deletesAt }: User, now: Date): boolean {
  return closedAt !== null && deletesAt !== null && deletesAt > now;
}

/**
 * Takes a deletion back, in the transaction of the caller, who holds the person and has asked for what entitles to it. They sign
 * in as before; what had ended stays ended.
 */
export async function reopenAccount(
  { outbox, publicUrl }: Pick<ReopenDeps, "outbox" | "publicUrl">,
  tx: Db,
  { user, actor, origin }: { user: User; actor: Actor; origin?: Origin },
  now: Date,
): Promise<User> {
  const { id: userId, name, email, deletesAt } = user;
  const open = await updateUser(tx, userId, { disabledAt: null, closedAt: null, deletesAt: null }, now);
  await deleteUndoLink(tx, userId);
  const target = { type: "user", id: userId } as const;
  const from = origin && { origin };
  const before = { deletesAt };
  await recordEvent(tx, { action: "user.deletion_undone", outcome: "success", actor, target, subjectUserId: userId, ...from, before }, now);
  const mail = { kind: "account_reopened", to: email, values: { name, recoveryLink: `${publicUrl}/forgot` } } as const;
  const details = origin && actor.type === "user" && actor.id === userId ? { device: deviceOf(origin), ip: origin.ip } : {};
  await giveNotice(outbox, tx, { userId, kind: "account_reopened", details, mail }, now);
  return open;
}

/**
 * Opens a closed account again for who holds the mailed link. It signs nobody in: no factor is passed by. Throws
 * `undo_link_invalid`, also for a person whom an administrator has shut out meanwhile.
 */
export async function undoDeletion(deps: ReopenDeps, { token, origin }: { token: string; origin: Origin }): Promise<{ email: string }> {
  return deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const userId = await findUserOfUndoLink(tx, linkTokenHash(token));
    const user = userId === undefined ? undefined : await lockUserIfAny(tx, userId);
    if (!user || !isUndoable(user, now)) throw new Problem("undo_link_invalid");
    const actor = { type: "user", id: user.id, name: user.name } as const;
    const { email } = await reopenAccount(deps, tx, { user, actor, origin }, now);
    return { email };
  });
}
