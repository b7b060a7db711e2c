import { invalidField } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import { recordEvent } from "../audit/index.ts";
import { callerName, forgetBrowsers } from "../known-browsers/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { endingSessions, holdPrincipal, type Denylist } from "../sessions/index.ts";
import { getUser, lockUser } from "../users/index.ts";
import { checkOwnPassword, type CheckOwnPasswordDeps } from "./check-own-password.ts";
import { normalizePassword } from "./password-policy.ts";
import { insertFirstPassword, updatePassword } from "./passwords.queries.ts";
import { requireGoodPassword } from "./require-good-password.ts";
import { passwordMissing, standInForPassword, type StandInDeps } from "./stand-in-for-password.ts";

export type ChangePasswordDeps = CheckOwnPasswordDeps & StandInDeps & { denylist: Denylist; passwordMinLength: number };
export type PasswordChange = {
  principal: Principal;
  /** Undefined from who has none. */
  currentPassword: string | undefined;
  newPassword: string;
  origin: Origin;
  browser: string | undefined;
};

/**
 * Sets a new password for who knows the old one, or the first one for who has none and has just proven themselves, ends every other session of theirs, makes all browsers but this one strangers,
 * and tells them. Throws 422 with the reason at each
 * field, `too_many_attempts`, `step_up_required`, and `session_ended`; an attempt without the current password, also one that another change has just replaced, is recorded.
 */
export async function changePassword(
  deps: ChangePasswordDeps,
  { principal, currentPassword, newPassword, origin, browser }: PasswordChange,
): Promise<void> {
  const { db, clock, hasher, outbox, passwordMinLength, publicUrl } = deps;
  const user = await getUser(db, principal.userId);
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const event = { actor, target: { type: "user", id: user.id }, subjectUserId: user.id, origin } as const;

  const refuse = async () => {
    await recordEvent(db, { ...event, action: "user.password_change_refused", outcome: "denied" }, clock());
    return invalidField("/currentPassword", [{ code: "wrong_password", message: "Is not your current password." }]);
  };

  const hasNone = currentPassword === undefined;
  if (hasNone) await standInForPassword(deps, principal);
  const proven = hasNone
    ? undefined
    : await checkOwnPassword(deps, { user, sessionId: principal.sessionId, password: currentPassword, origin });
  if (!proven && !hasNone) throw await refuse();
  if (!hasNone && normalizePassword(newPassword) === normalizePassword(currentPassword))
    throw invalidField("/newPassword", [{ code: "unchanged", message: "Is your current password." }]);
  requireGoodPassword("/newPassword", newPassword, passwordMinLength, user);
  const hash = await hasher.hash(newPassword, "known");

  const isChanged = await endingSessions(deps, async (tx, end, now) => {
    const next = { userId: user.id, hash, minLengthMet: passwordMinLength, changedAt: now };
    await lockUser(tx, user.id);
    if (!(await (proven ? updatePassword(tx, proven, next) : insertFirstPassword(tx, next)))) return false;
    await holdPrincipal(tx, principal, now);
    await recordEvent(tx, { ...event, action: "user.password_changed", outcome: "success" }, now);
    await end({ userId: user.id, except: principal.sessionId, reason: "password_changed", actor, origin });
    await forgetBrowsers(tx, user.id, callerName(browser, origin));
    const device = deviceOf(origin);
    const mail = {
      kind: "password_changed",
      to: user.email,
      values: { name: user.name, device, recoveryLink: `${publicUrl}/forgot` },
    } as const;
    await giveNotice(outbox, tx, { userId: user.id, kind: "password_changed", details: { device, ip: origin.ip }, mail }, now);
    return true;
  });
  if (!isChanged) throw hasNone ? passwordMissing() : await refuse();
}
