import { mailboxKey, type Limiter } from "../../http/limits.ts";
import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { getRenewableChallenge, type Asked, type Challenge, type ChallengeDeps } from "../challenges/index.ts";
import { findUser } from "../users/index.ts";
import { askToConfirm, type AskDeps, type Asker } from "./ask-to-confirm.ts";
import { waitingRegistration } from "./registration.ts";
import { askToVerify } from "./request-verification.ts";

export type AskAgainDeps = ChallengeDeps & AskDeps & { limiter: Limiter };

/**
 * Asks again what a challenge of this browser asked, which is void then. What is mailed follows from how the address stands
 * now, as at the first time. Throws `challenge_ended` for one that was used or replaced or expired more than a day ago, and
 * `too_many_requests` by the mailbox.
 */
export async function askAgain(
  deps: AskAgainDeps,
  { challengeId, browser, origin }: { challengeId: string; browser: string | undefined; origin: Origin },
): Promise<Asked> {
  const { db, clock, limiter, encryptionKeys } = deps;
  if (browser === undefined) throw new Problem("challenge_ended");
  const challenge = await getRenewableChallenge(deps, { id: challengeId, browser, purposes: ["register", "verify_email"] });
  await limiter.consume("recipient", mailboxKey(challenge.email));
  const asker = { browser, origin };
  return db.transaction(async (tx) => {
    if (challenge.purpose === "verify_email") return askOwnerAgain(deps, tx, challenge, asker);
    return askToConfirm(deps, tx, waitingRegistration(encryptionKeys, challenge), asker, clock());
  });
}

async function askOwnerAgain(deps: AskAgainDeps, tx: Db, { userId, email }: Challenge, asker: Asker): Promise<Asked> {
  const user = await findUser(tx, userId);
  if (!user || user.email !== email || user.disabledAt || user.emailVerifiedAt) throw new Problem("challenge_ended");
  return askToVerify(deps, tx, user, asker, deps.clock());
}
