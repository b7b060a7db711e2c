import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { isKnownCaller } from "../known-browsers/index.ts";
import { checkPasskeyOf, type CheckPasskeyDeps, type PasskeyAnswer } from "../passkeys/index.ts";
import { endPendingSignIn, getPendingSignIn, takeTry, type PendingSignIn } from "../pending-sign-ins/index.ts";
import {
  checkCode,
  recordFactorUse,
  wrongCode,
  type CheckCodeDeps,
  type FactorProof,
  type FactorShower,
  type TypedCode,
} from "../second-factors/index.ts";
import type { Session } from "../sessions/index.ts";
import { findUser, lockUserIfAny, type User } from "../users/index.ts";
import { beginSession, type BeginSessionDeps } from "./begin-session.ts";
import { shutOutBy } from "./refuse-sign-in.ts";

export type CompleteSignInDeps = BeginSessionDeps & CheckCodeDeps & CheckPasskeyDeps;

/** Who goes on with a sign-in that waits for the second factor. */
export type Continuation = { token: string; caller: string; origin: Origin };
export type Completed = { user: User; session: Session };

type Waiting = { pending: PendingSignIn; user: User; isKnown: boolean };

/** The sign-in that waits, and whose it is. Throws `pending_sign_in_ended`. */
async function findWaiting({ db, clock }: CompleteSignInDeps, { token, caller }: Continuation): Promise<Waiting> {
  const pending = await getPendingSignIn(db, { token, caller }, clock());
  const user = requirePerson(await findUser(db, pending.userId), pending, clock());
  return { pending, user, isKnown: await isKnownCaller(db, { email: user.email, caller, now: clock() }) };
}

function requirePerson(user: User | undefined, pending: PendingSignIn, now: Date): User {
  if (!user || shutOutBy(user, pending, now)) throw new Problem("pending_sign_in_ended");
  return user;
}

/**
 * Ends a sign-in with a typed code. Throws `pending_sign_in_ended`, which ten wrong codes bring about too, `too_many_attempts`, or 422
 * for a wrong one.
 */
export async function completeWithCode(deps: CompleteSignInDeps, who: Continuation, typed: TypedCode): Promise<Completed> {
  const waiting = await findWaiting(deps, who);
  const proof = await checkCode(deps, typed, showerOf(who, waiting), { admit: () => countTry(deps, waiting) });
  return complete(deps, who, waiting, proof, wrongCode);
}

/** Ends a sign-in with a passkey of the person. Throws `pending_sign_in_ended`, which ten wrong ones bring about too, and `passkey_refused`. */
export async function completeWithPasskey(deps: CompleteSignInDeps, who: Continuation, answer: PasskeyAnswer): Promise<Completed> {
  const waiting = await findWaiting(deps, who);
  const asking = { purpose: "second_factor", boundTo: waiting.pending.id } as const;
  const proof = await checkPasskeyOf(deps, answer, asking, showerOf(who, waiting), () => countTry(deps, waiting));
  return complete(deps, who, waiting, proof, () => new Problem("passkey_refused"));
}

const showerOf = ({ caller, origin }: Continuation, { user, isKnown }: Waiting): FactorShower => ({
  user,
  origin,
  knownAs: isKnown ? caller : undefined,
});

async function countTry({ db, clock }: CompleteSignInDeps, { pending }: Waiting): Promise<void> {
  if (!(await takeTry(db, pending.id, clock()))) throw new Problem("pending_sign_in_ended");
}

/** For whom a passkey is to be asked for. Throws `pending_sign_in_ended`. */
export async function findWaitingPerson(deps: CompleteSignInDeps, who: Continuation): Promise<{ userId: string; pendingId: string }> {
  const { user, pending } = await findWaiting(deps, who);
  return { userId: user.id, pendingId: pending.id };
}

/** The person before the sign-in, as whatever voids sign-ins locks them: either it comes first, or it ends the session begun here. */
async function complete(
  { db, ...deps }: CompleteSignInDeps,
  { caller, origin }: Continuation,
  { pending, isKnown }: Waiting,
  proof: FactorProof,
  refusal: () => Problem,
): Promise<Completed> {
  const completed = await db.transaction(async (tx: Db) => {
    const now = deps.clock();
    const user = requirePerson(await lockUserIfAny(tx, pending.userId), pending, now);
    if (!(await endPendingSignIn(tx, pending.id, now))) throw new Problem("pending_sign_in_ended");
    if (!(await proof.use(tx, now))) throw refusal();
    await recordFactorUse(deps, tx, { user, method: proof.method, origin }, now);
    const methods = [...pending.methods, ...proof.methods];
    return beginSession(deps, tx, { user, way: pending.way, methods, caller, isKnown, origin }, now);
  });
  deps.metrics.signIns.inc({ method: pending.way, result: "success" });
  return completed;
}
