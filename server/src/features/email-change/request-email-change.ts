import { mailboxKey, type Limiter } from "../../http/limits.ts";
import { invalidField, Problem } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import { recordEvent } from "../audit/index.ts";
import type { ChallengeDeps } from "../challenges/index.ts";
import {
  checkOwnPassword,
  findPassword,
  lockPassword,
  passwordMissing,
  standInForPassword,
  type CheckOwnPasswordDeps,
  type StandInDeps,
} from "../passwords/index.ts";
import { requireAllowedAddress, type RegistrationPolicy } from "../registration-policy/index.ts";
import { lockLiveSession } from "../sessions/index.ts";
import { getUser, lockUser } from "../users/index.ts";
import { askBothMailboxes } from "./ask-both-mailboxes.ts";
import { cancelOpenChange } from "./cancel-email-change.ts";
import type { EmailChange } from "./email-change.ts";
import { insertEmailChange, lockEmailChanges } from "./email-changes.queries.ts";

export type RequestEmailChangeDeps = CheckOwnPasswordDeps &
  StandInDeps &
  Pick<ChallengeDeps, "encryptionKeys" | "publicUrl"> & { limiter: Limiter; config: { registration: RegistrationPolicy } };
export type EmailChangeRequest = {
  principal: Principal;
  newEmail: string;
  currentPassword: string | undefined;
  browser: string;
  origin: Origin;
};

const UNCHANGED = { code: "unchanged", message: "Is your address already." };
const WRONG_PASSWORD = { code: "wrong_password", message: "Is not your current password." };

/**
 * Asks both mailboxes, for who knows the password, or has none and has just proven themselves, and cancels what was asked before. Throws
 * 422 with the reason, and `mail_not_configured`, `too_many_attempts`, `step_up_required`, `session_ended`, and `too_many_requests` by
 * either mailbox; an attempt without the password is
 * recorded. That another account has the new address is told to its owner only.
 */
export async function requestEmailChange(
  deps: RequestEmailChangeDeps,
  { principal, newEmail, currentPassword, browser, origin }: EmailChangeRequest,
): Promise<EmailChange> {
  const { db, clock, limiter, outbox, config } = deps;
  if (outbox.mode === "off") throw new Problem("mail_not_configured");
  const asker = await getUser(db, principal.userId);
  const userId = asker.id;
  const actor = { type: "user", id: userId, name: asker.name } as const;
  const event = { actor, target: { type: "user", id: userId }, subjectUserId: userId, origin } as const;

  const refuse = async () => {
    await recordEvent(db, { ...event, action: "user.email_change_refused", outcome: "denied" }, clock());
    return invalidField("/currentPassword", [WRONG_PASSWORD]);
  };

  if (newEmail === asker.email) throw invalidField("/newEmail", [UNCHANGED]);
  await requireAllowedAddress(config.registration, newEmail, "/newEmail");
  const hasNone = currentPassword === undefined;
  if (hasNone) await standInForPassword(deps, principal);
  const proven = hasNone
    ? undefined
    : await checkOwnPassword(deps, { user: asker, sessionId: principal.sessionId, password: currentPassword, origin });
  if (!proven && !hasNone) throw await refuse();
  await limiter.consume("recipient", mailboxKey(newEmail));
  await limiter.consume("recipient", mailboxKey(asker.email, "owner"));

  const change = await db.transaction(async (tx) => {
    await lockEmailChanges(tx, userId);
    if (!(await (proven ? lockPassword(tx, proven) : lockWithout(tx, userId)))) return undefined;
    const now = clock();
    if (!(await lockLiveSession(tx, userId, principal.sessionId, now))) throw new Problem("session_ended");
    const user = await getUser(tx, userId);
    if (newEmail === user.email) throw invalidField("/newEmail", [UNCHANGED]);
    await cancelOpenChange(tx, { user, origin }, now);
    const { oldAsked, newAsked } = await askBothMailboxes(deps, tx, { user, newEmail, browser }, now);
    await recordEvent(tx, { ...event, action: "user.email_change_requested", outcome: "success", after: { newEmail } }, now);
    return insertEmailChange(tx, {
      id: newId(now),
      userId,
      sessionId: principal.sessionId,
      oldEmail: user.email,
      newEmail,
      oldChallengeId: oldAsked?.id ?? null,
      newChallengeId: newAsked.id,
      createdAt: now,
      expiresAt: newAsked.expiresAt,
    });
  });
  if (!change) throw hasNone ? passwordMissing() : await refuse();
  return change;
}

/** Holds who has no password. False when they have got one meanwhile. */
async function lockWithout(tx: Db, userId: string): Promise<boolean> {
  await lockUser(tx, userId);
  return (await findPassword(tx, userId)) === undefined;
}
