import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { isUndoable, reopenAccount, type ReopenDeps } from "../account-deletion/index.ts";
import { endAdditionLinks } from "../addition-links/index.ts";
import { voidChallengesOfUser } from "../challenges/index.ts";
import { deleteConnectionsOf } from "../connections/index.ts";
import { deleteSecondFactors } from "../credentials/index.ts";
import { forgetBrowsers } from "../known-browsers/index.ts";
import { deletePassword } from "../passwords/index.ts";
import type { EndSessions } from "../sessions/index.ts";
import { endUnblockLinks } from "../sign-in-guard/index.ts";
import { lockUserIfAny, type User } from "../users/index.ts";

export type ReturnDeps = Pick<ReopenDeps, "outbox" | "publicUrl">;

/** What went with the account's guest. */
export type TakenAway = { apps: number; passkeys: number; connections: number };

/**
 * The person whose account is to be given back, held until the transaction ends. Throws `undo_link_invalid` for whom an administrator
 * has shut out, who is not let in by a mailbox; the link stays good for when they are let in again.
 */
export async function holdForReturn(tx: Db, userId: string, now: Date): Promise<User> {
  const user = await lockUserIfAny(tx, userId);
  if (!user || (user.disabledAt && !isUndoable(user, now))) throw new Problem("undo_link_invalid");
  return user;
}

/**
 * Gives an account, whose person is held, back to its mailbox, within `endingSessions`. Somebody else has been in it and knew the
 * password, so that it goes, with every session, every way in and second factor added since, and whatever was asked of mailboxes.
 * An account that they closed is open again. The person sets a new password through the mailbox: nobody is signed in by this.
 */
export async function giveAccountBack(
  deps: ReturnDeps,
  tx: Db,
  end: EndSessions,
  { user, since, reason, origin }: { user: User; since: Date; reason: "email_change_undone" | "additions_undone"; origin: Origin },
  now: Date,
): Promise<TakenAway> {
  const { id: userId, name } = user;
  await deletePassword(tx, userId);
  const connections = await deleteConnectionsOf(tx, userId, since);
  const { totp: apps, passkeys } = await deleteSecondFactors(tx, userId, since);
  await endAdditionLinks(tx, userId, now);
  await voidChallengesOfUser(tx, userId, now);
  await endUnblockLinks(tx, userId, now);
  await forgetBrowsers(tx, userId);
  const actor = { type: "user", id: userId, name } as const;
  if (isUndoable(user, now)) await reopenAccount(deps, tx, { user, actor, origin }, now);
  await end({ userId, reason, actor, origin });
  return { apps, passkeys, connections };
}
