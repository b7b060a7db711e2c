import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { isKnownCaller } from "../known-browsers/index.ts";
import { checkPasskey, type CheckPasskeyDeps, type PasskeyAnswer } from "../passkeys/index.ts";
import { endPendingSignIn, getPendingSignIn, takeTry, type PendingSignIn } from "../pending-sign-ins/index.ts";
import {
  checkCode,
  recordFactorFailure,
  recordFactorUse,
  wrongCode,
  type CheckCodeDeps,
  type FactorProof,
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
  const { user, pending, isKnown } = waiting;
  const admit = async () => {
    if (!(await takeTry(deps.db, pending.id, deps.clock()))) throw new Problem("pending_sign_in_ended");
  };
  const typer = { user, origin: who.origin, knownAs: isKnown ? who.caller : undefined };
  const proof = await checkCode(deps, typed, typer, { admit });
  return complete(deps, who, waiting, proof, wrongCode);
}

/** Ends a sign-in with a passkey of the person. Throws `pending_sign_in_ended` and `passkey_refused`. */
export async function completeWithPasskey(deps: CompleteSignInDeps, who: Continuation, answer: PasskeyAnswer): Promise<Completed> {
  const waiting = await findWaiting(deps, who);
  const { user, pending } = waiting;
  const asking = { purpose: "second_factor", boundTo: pending.id } as const;
  const proof = await checkPasskey(deps, answer, asking, user.id).catch(async (problem: unknown) => {
    await recordFactorFailure(deps, deps.db, { user, method: "passkey", origin: who.origin, isSignedIn: false }, deps.clock());
    throw problem;
  });
  return complete(deps, who, waiting, proof, () => new Problem("passkey_refused"));
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
    return beginSession(deps, tx, { user, methods, caller, isKnown, origin }, now);
  });
  deps.metrics.signIns.inc({ method: pending.way, result: "success" });
  return completed;
}
