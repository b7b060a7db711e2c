import type { Origin, Principal } from "../../http/principal.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { linkTokenHash, newLinkToken } from "../../platform/link-token.ts";
import { recordEvent, type Actor } from "../audit/index.ts";
import { voidChallengesOfUser } from "../challenges/index.ts";
import type { Mail } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { requireOwnersLeft } from "../organization-closing/index.ts";
import { voidPendingSignIns } from "../pending-sign-ins/index.ts";
import { endingSessions, holdAdministratorAndPerson, holdPrincipal, type Denylist } from "../sessions/index.ts";
import { endUnblockLinks } from "../sign-in-guard/index.ts";
import { lockUser, requireAnotherAdministrator, updateUser, type User } from "../users/index.ts";
import { UNDO_SECONDS, type ReopenDeps } from "./deletion.ts";
import { deleteUndoLink, upsertUndoLink } from "./deletion-undo-links.queries.ts";

export type DeleteAccountDeps = ReopenDeps & { denylist: Denylist };
/** `principal`: who asks for it over HTTP, for themselves or as an administrator. */
export type AccountDeletion = { userId: string; actor: Actor; origin?: Origin; principal?: Principal };

/**
 * Shuts an account that is deleted for good after 14 days: every session ends at once, and whatever was asked of mailboxes is
 * void. Who closes their own gets a link that undoes it, and can undo it by signing in; when somebody else deletes it, only an
 * administrator undoes it, by enabling the person. Whoever is shut out already stays so; a second time changes nothing. Throws
 * `not_found`, `last_administrator`, `last_owner`, and what `holdAdministrator` throws.
 */
export async function deleteAccount(
  deps: DeleteAccountDeps,
  { userId, actor, origin, principal }: AccountDeletion,
): Promise<{ deletesAt: Date; user: User }> {
  const isOwn = actor.type === "user" && actor.id === userId;
  return endingSessions(deps, async (tx, end, now) => {
    if (principal && isOwn) await holdPrincipal(tx, principal, now);
    if (principal && !isOwn) await holdAdministratorAndPerson(tx, { principal, permission: "users:delete", userId }, now);
    const before = await lockUser(tx, userId);
    if (before.deletesAt && (isOwn || !before.closedAt)) return { deletesAt: before.deletesAt, user: before };
    await requireAnotherAdministrator(tx, before, deps.outbox);
    if (!before.deletesAt) await requireOwnersLeft(tx, userId);
    const deletesAt = before.deletesAt ?? addSeconds(now, UNDO_SECONDS);
    const shut = { disabledAt: before.disabledAt ?? now, closedAt: isOwn ? now : null, deletesAt };
    const user = await updateUser(tx, userId, shut, now);
    await voidPendingSignIns(tx, userId, now);
    await voidChallengesOfUser(tx, userId, now);
    await endUnblockLinks(tx, userId, now);
    const from = origin && { origin };
    const target = { type: "user", id: userId } as const;
    const after = { deletesAt };
    await recordEvent(
      tx,
      { action: "user.deletion_requested", outcome: "success", actor, target, subjectUserId: userId, ...from, after },
      now,
    );
    await end({ userId, reason: "account_closed", actor, ...from });
    const mail = isOwn ? await undoMail(deps, tx, { user, deletesAt, origin }, now) : await deletionMail(tx, user);
    const details = isOwn && origin ? { device: deviceOf(origin), ip: origin.ip } : {};
    await giveNotice(deps.outbox, tx, { userId, kind: "account_closed", details, mail }, now);
    return { deletesAt, user };
  });
}

async function undoMail(
  { publicUrl }: { publicUrl: string },
  tx: Db,
  { user, deletesAt, origin }: { user: User; deletesAt: Date; origin: Origin | undefined },
  now: Date,
): Promise<Mail> {
  const token = newLinkToken();
  await upsertUndoLink(tx, { userId: user.id, tokenHash: linkTokenHash(token), createdAt: now });
  const values = {
    name: user.name,
    device: deviceOf(origin ?? { userAgent: null }),
    undoLink: `${publicUrl}/keep-account#token=${token}`,
  };
  return { kind: "account_closed", to: user.email, values, expiresAt: deletesAt };
}

/** The link of a person who closed the account before is worth nothing any more. */
async function deletionMail(tx: Db, { id, email, name }: User): Promise<Mail> {
  await deleteUndoLink(tx, id);
  return { kind: "account_deleted", to: email, values: { name } };
}
