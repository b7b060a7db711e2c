import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { newLinkToken, linkTokenHash } from "../../platform/link-token.ts";
import { endAdditionLinks } from "../addition-links/index.ts";
import { recordEvent } from "../audit/index.ts";
import { voidChallengesAt, voidChallengesOfUser } from "../challenges/index.ts";
import type { Mail, Outbox } from "../mail/index.ts";
import { callerName, forgetBrowsers } from "../known-browsers/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import type { EndSessions } from "../sessions/index.ts";
import { endUnblockLinks } from "../sign-in-guard/index.ts";
import { updateUserEmail, type User } from "../users/index.ts";
import { UNDO_SECONDS, type EmailChange } from "./email-change.ts";
import { updateCompleted } from "./email-changes.queries.ts";

/**
 * Gives the account, which the caller holds, its new address, of which both sides are proven: other sessions end, all browsers
 * but this one are strangers, and whatever was asked by mail before is void. Only an old address that was proven gets the mail
 * and the undo link: another may be a stranger's. Throws `challenge_ended` when the account is not as it was when the change was asked for, and `email_taken`.
 */
export async function completeEmailChange(
  deps: { outbox: Outbox; publicUrl: string },
  tx: Db,
  end: EndSessions,
  { change, before, browser, origin }: { change: EmailChange; before: User; browser: string | undefined; origin: Origin },
  now: Date,
): Promise<void> {
  const { userId, oldEmail, newEmail } = change;
  const wasProven = change.oldChallengeId !== null;
  const isAsAsked = before.email === oldEmail && !before.disabledAt && (before.emailVerifiedAt !== null) === wasProven;
  if (!isAsAsked) throw new Problem("challenge_ended");
  await voidChallengesOfUser(tx, userId, now);
  await voidChallengesAt(tx, [oldEmail, newEmail], now);
  await endUnblockLinks(tx, userId, now);
  await endAdditionLinks(tx, userId, now);

  const user = await updateUserEmail(tx, userId, newEmail, now);
  const actor = { type: "user", id: userId, name: user.name } as const;
  await recordEvent(
    tx,
    {
      action: "user.email_changed",
      outcome: "success",
      actor,
      target: { type: "user", id: userId },
      subjectUserId: userId,
      origin,
      before: { email: oldEmail },
      after: { email: newEmail },
    },
    now,
  );
  await end({ userId, except: change.sessionId, reason: "email_changed", actor, origin });
  await forgetBrowsers(tx, userId, callerName(browser, origin));
  const mail = await closeChange(deps, tx, { change, user, wasProven }, now);
  const details = { oldEmail, newEmail, device: deviceOf(origin), ip: origin.ip };
  await giveNotice(deps.outbox, tx, { userId, kind: "email_changed", details, ...(mail && { mail }) }, now);
}

/** Marks the change as done, and answers with the mail that can undo it. */
async function closeChange(
  { publicUrl }: { publicUrl: string },
  tx: Db,
  { change, user, wasProven }: { change: EmailChange; user: User; wasProven: boolean },
  now: Date,
): Promise<Mail | undefined> {
  const { id, oldEmail, newEmail } = change;
  if (!wasProven) {
    await updateCompleted(tx, id, { completedAt: now, undoTokenHash: null, undoExpiresAt: null });
    return undefined;
  }
  const token = newLinkToken();
  const undoExpiresAt = addSeconds(now, UNDO_SECONDS);
  await updateCompleted(tx, id, { completedAt: now, undoTokenHash: linkTokenHash(token), undoExpiresAt });
  const undoLink = `${publicUrl}/undo-email-change#token=${token}`;
  return { kind: "email_changed", to: oldEmail, values: { name: user.name, newEmail, undoLink }, expiresAt: undoExpiresAt };
}
