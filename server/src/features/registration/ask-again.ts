import { mailboxKey, type Limiter } from "../../http/limits.ts";
import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { addSeconds } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { endRenewed, getRenewableChallenge, type Asked, type Challenge, type ChallengeDeps } from "../challenges/index.ts";
import { requireStillAdmitted, type RegistrationPolicy } from "../registration-policy/index.ts";
import { findUser } from "../users/index.ts";
import { askToConfirm, type AskDeps, type Asker } from "./ask-to-confirm.ts";
import { RENEWABLE_SECONDS, waitingRegistration } from "./registration.ts";
import { askToVerify } from "./request-verification.ts";

export type AskAgainDeps = ChallengeDeps & AskDeps & { limiter: Limiter; config: { registration: RegistrationPolicy } };

/**
 * Asks again what a challenge of this browser asked, which is void then: of many at once one does. What is mailed follows from
 * how the address stands now, as at the first time. Throws `challenge_ended` for one that was used or replaced or expired more
 * than a day ago, and for a registration that was first asked for so long ago; `registration_closed` for one that the policy
 * does not admit any more; and `too_many_requests` by the mailbox.
 */
export async function askAgain(
  deps: AskAgainDeps,
  { challengeId, browser, origin }: { challengeId: string; browser: string | undefined; origin: Origin },
): Promise<Asked> {
  const { db, clock, limiter, config } = deps;
  if (browser === undefined) throw new Problem("challenge_ended");
  const challenge = await getRenewableChallenge(deps, { id: challengeId, browser, purposes: ["register", "verify_email"] });
  if (challenge.purpose === "register") await requireStillAdmitted(config.registration, challenge.email);
  const ask = challenge.purpose === "register" ? askToConfirmAgain : askOwnerAgain;
  await limiter.consume("recipient", mailboxKey(challenge.email));
  return db.transaction(async (tx) => {
    // First of all: who confirms it at the same moment has ended it, and nobody is to be told of the account that they made.
    await endRenewed(tx, challenge, clock());
    return ask(deps, tx, challenge, { browser, origin });
  });
}

async function askToConfirmAgain(deps: AskAgainDeps, tx: Db, challenge: Challenge, asker: Asker): Promise<Asked> {
  const now = deps.clock();
  const registration = waitingRegistration(deps.encryptionKeys, challenge);
  if (addSeconds(registration.askedAt, RENEWABLE_SECONDS) <= now) throw new Problem("challenge_ended");
  return askToConfirm(deps, tx, registration, asker, now);
}

async function askOwnerAgain(deps: AskAgainDeps, tx: Db, { userId, email }: Challenge, asker: Asker): Promise<Asked> {
  const user = await findUser(tx, userId);
  if (!user || user.email !== email || user.disabledAt || user.emailVerifiedAt) throw new Problem("challenge_ended");
  return askToVerify(deps, tx, user, asker, deps.clock());
}
