import { mailboxKey, type Limiter } from "../../http/limits.ts";
import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { recordEvent } from "../audit/index.ts";
import { createChallenge, type Asked, type ChallengeDeps } from "../challenges/index.ts";
import { isKnownCaller } from "../known-browsers/index.ts";
import { shutAccountMail, type Mail, type Outbox } from "../mail/index.ts";
import { requireProofOfWork, type ProofOfWorkDeps } from "../puzzles/index.ts";
import { findUserForSignIn, isClaimable, type User } from "../users/index.ts";

export type AskToRecoverDeps = ChallengeDeps & ProofOfWorkDeps & { outbox: Outbox; limiter: Limiter };
export type RecoveryRequest = { email: string; proofOfWork?: string | undefined; browser: string; origin: Origin };

/**
 * Mails a code with which the owner of an account sets a new password, and answers with what the asking browser is told. An
 * address without an account and one with a disabled one take the same statements and get the same answer: only the mailbox
 * is told. Throws `mail_not_configured`, what `requireProofOfWork` throws, and `too_many_requests` by the mailbox.
 */
export async function askToRecover(deps: AskToRecoverDeps, { email, proofOfWork, browser, origin }: RecoveryRequest): Promise<Asked> {
  const { db, clock, limiter, outbox } = deps;
  if (outbox.mode === "off") throw new Problem("mail_not_configured");
  await requireProofOfWork(deps, { proofOfWork, ip: origin.ip });
  const isKnown = await isKnownCaller(db, { email, caller: browser, now: clock() });
  await limiter.consume("recipient", mailboxKey(email, isKnown ? "owner" : "stranger"));
  return db.transaction(async (tx) => {
    const now = clock();
    const user = await findUserForSignIn(tx, email);
    const isDecoy = !user || user.disabledAt !== null;
    const asked = await createChallenge(deps, tx, { purpose: "recover_password", email, userId: user?.id ?? null, browser, isDecoy }, now);
    await outbox.put(tx, isDecoy ? explanation(deps, user, email) : recoveryMail(user, asked), now);
    // Who made an account and never confirmed the address is not to learn who reads its mailbox.
    const concerned = user?.emailVerifiedAt ? user : undefined;
    await recordEvent(
      tx,
      {
        action: "user.recovery_requested",
        outcome: isDecoy ? "denied" : "success",
        actor: { type: "anonymous" },
        origin,
        ...(concerned && { target: { type: "user", id: concerned.id }, subjectUserId: concerned.id }),
        after: { email },
      },
      now,
    );
    return asked;
  });
}

function recoveryMail({ email }: User, { code, link, expiresAt }: Asked): Mail {
  return { kind: "recover_password", to: email, values: { code, link }, expiresAt };
}

function explanation({ publicUrl }: { publicUrl: string }, user: User | undefined, to: string): Mail {
  // One that was closed and never confirmed may be a stranger's make: the owner of the address can register it.
  if (user && !isClaimable(user)) return shutAccountMail({ publicUrl }, user, to);
  return { kind: "no_account", to, values: { signUpLink: `${publicUrl}/sign-up` } };
}
