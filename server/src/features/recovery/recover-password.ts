import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { endChallenge, getProvenChallenge, voidChallengesOfUser, type Challenge, type ChallengeDeps } from "../challenges/index.ts";
import { deleteConnectionsOf } from "../connections/index.ts";
import { deleteSecondFactors, isBeyondClaim } from "../credentials/index.ts";
import { forgetBrowsers, rememberCaller } from "../known-browsers/index.ts";
import type { Outbox } from "../mail/index.ts";
import { deviceOf, giveNotice } from "../notices/index.ts";
import { requireGoodPassword, setPassword, type PasswordHasher } from "../passwords/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { endUnblockLinks, type SignInGuard } from "../sign-in-guard/index.ts";
import { findUser, lockUserIfAny, requireAnotherAdministrator, updateUser, type User } from "../users/index.ts";

export type RecoverDeps = ChallengeDeps & {
  hasher: PasswordHasher;
  passwordMinLength: number;
  denylist: Denylist;
  outbox: Outbox;
  guard: SignInGuard;
};
export type Recovery = { challengeId: string; newPassword: string; browser: string | undefined; origin: Origin };

/**
 * Sets the password of an account whose mailbox was proven in this browser, the first one if it has none. Whatever was known or
 * under way before is worth nothing then: every session ends, other browsers are strangers, what was asked of mailboxes is
 * void. Signs nobody in, so that no second factor is passed by. Throws `challenge_ended`, `last_administrator`, or 422 with every reason why the
 * password is not accepted, which leaves the proof good.
 */
export async function recoverPassword(deps: RecoverDeps, { challengeId, newPassword, browser, origin }: Recovery): Promise<void> {
  const { db, hasher, passwordMinLength, outbox, publicUrl, guard } = deps;
  if (browser === undefined) throw new Problem("challenge_ended");
  const challenge = await getProvenChallenge(deps, { id: challengeId, browser, purpose: "recover_password" });
  const owner = requireOwner(await findUser(db, challenge.userId), challenge);
  requireGoodPassword("/newPassword", newPassword, passwordMinLength, owner);
  const hash = await hasher.hash(newPassword, "known");

  await endingSessions(deps, async (tx, end, now) => {
    // Waits for a sign-in under way, whose session then ends with the others.
    const user = requireOwner(await lockUserIfAny(tx, owner.id), challenge);
    if (!(await endChallenge(tx, challenge.id, now))) throw new Problem("challenge_ended");
    await setPassword(tx, { userId: user.id, hash, minLengthMet: passwordMinLength, changedAt: now });
    const isClaim = !user.emailVerifiedAt && !(await isBeyondClaim(tx, user, outbox));
    if (isClaim) await takeFromMaker(deps, tx, user, now);
    await recordRecovery(tx, { user, isClaim, origin }, now);
    await voidWhatWasPending(tx, user.id, now);
    await rememberCaller(tx, { userId: user.id, caller: browser, now });
    await end({ userId: user.id, reason: "password_recovered", actor: actorOf(user), origin });
    const device = deviceOf(origin);
    const values = { name: user.name, device, recoveryLink: `${publicUrl}/forgot` };
    const mail = { kind: "password_recovered", to: user.email, values } as const;
    await giveNotice(outbox, tx, { userId: user.id, kind: "password_recovered", details: { device, ip: origin.ip }, mail }, now);
  });
  // Whoever has proven the mailbox does not wait for what was mistyped before.
  await guard.unblock({ email: owner.email, ip: origin.ip, browser });
}

const actorOf = ({ id, name }: User) => ({ type: "user", id, name }) as const;

/** The proof is worth nothing for a person who is gone or disabled, or has another address by now. */
function requireOwner(user: User | undefined, { email }: Challenge): User {
  if (!user || user.disabledAt || user.email !== email) throw new Problem("challenge_ended");
  return user;
}

/** An account that was never confirmed may be a stranger's make, who keeps nothing of it: no role, which was meant for them, and no way in. */
async function takeFromMaker({ outbox }: Pick<RecoverDeps, "outbox">, tx: Db, user: User, now: Date): Promise<void> {
  const userId = user.id;
  await requireAnotherAdministrator(tx, user, outbox);
  await updateUser(tx, userId, { emailVerifiedAt: now, instanceRole: null }, now);
  await deleteConnectionsOf(tx, userId);
  await deleteSecondFactors(tx, userId);
}

async function recordRecovery(
  tx: Db,
  { user, isClaim, origin }: { user: User; isClaim: boolean; origin: Origin },
  now: Date,
): Promise<void> {
  const event = {
    actor: actorOf(user),
    target: { type: "user", id: user.id },
    subjectUserId: user.id,
    origin,
    outcome: "success",
  } as const;
  await recordEvent(tx, { ...event, action: "user.password_recovered" }, now);
  if (isClaim)
    await recordEvent(
      tx,
      {
        ...event,
        action: "user.email_verified",
        before: { instanceRole: user.instanceRole },
        after: { email: user.email, instanceRole: null },
      },
      now,
    );
}

async function voidWhatWasPending(tx: Db, userId: string, now: Date): Promise<void> {
  await forgetBrowsers(tx, userId);
  await endUnblockLinks(tx, userId, now);
  await voidChallengesOfUser(tx, userId, now);
}
