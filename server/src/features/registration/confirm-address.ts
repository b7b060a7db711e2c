import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { endChallenge, proveChallenge, type Challenge, type ChallengeDeps, type Proof } from "../challenges/index.ts";
import { requireStillAdmitted, type RegistrationPolicy } from "../registration-policy/index.ts";
import { endingSessions, type Denylist } from "../sessions/index.ts";
import { lockUserIfAny, updateUser, type User } from "../users/index.ts";
import { openAccount, type OpenDeps } from "./open-account.ts";
import { waitingRegistration } from "./registration.ts";

export type ConfirmDeps = ChallengeDeps & OpenDeps & { denylist: Denylist; config: { registration: RegistrationPolicy } };
export type Confirmation = { challengeId: string; browser: string | undefined; proof: Proof; origin: Origin };

/**
 * Makes, claims or confirms the account of a proven mailbox, once; signs nobody in. Throws what `proveChallenge` throws,
 * `registration_closed` for a registration that the policy does not admit any more, `email_taken` when the address has a
 * confirmed account by now, and `last_administrator`.
 */
export async function confirmAddress(deps: ConfirmDeps, { challengeId, browser, proof, origin }: Confirmation): Promise<User> {
  const challenge = await proveChallenge(deps, { id: challengeId, browser, purposes: ["register", "verify_email"], proof });
  if (challenge.purpose === "register") await requireStillAdmitted(deps.config.registration, challenge.email);
  return endingSessions(deps, async (tx, end, now) => {
    if (challenge.purpose === "verify_email") return confirmAccount(tx, challenge, origin, now);
    if (!(await endChallenge(tx, challenge.id, now))) throw new Problem("challenge_ended");
    return openAccount(deps, tx, end, { ...waitingRegistration(deps.encryptionKeys, challenge), origin }, now);
  });
}

/** Of the account as it was when the challenge was made: for another address, or a disabled person, the proof is worth nothing. */
async function confirmAccount(tx: Db, { id, userId, email }: Challenge, origin: Origin, now: Date): Promise<User> {
  const user = await lockUserIfAny(tx, userId);
  if (!user || user.email !== email || user.disabledAt || !(await endChallenge(tx, id, now))) throw new Problem("challenge_ended");
  if (user.emailVerifiedAt) return user;
  const actor = { type: "user", id: user.id, name: user.name } as const;
  const target = { type: "user", id: user.id } as const;
  const after = { email };
  await recordEvent(tx, { action: "user.email_verified", outcome: "success", actor, target, subjectUserId: user.id, origin, after }, now);
  return updateUser(tx, user.id, { emailVerifiedAt: now }, now);
}
