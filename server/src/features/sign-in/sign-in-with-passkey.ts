import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { recordEvent } from "../audit/index.ts";
import { callerName, isKnownCaller } from "../known-browsers/index.ts";
import { checkPasskey, type CheckPasskeyDeps, type PasskeyAnswer } from "../passkeys/index.ts";
import { findUser, lockUserIfAny } from "../users/index.ts";
import type { Completed } from "./complete-sign-in.ts";
import { finishSignIn, type FinishSignInDeps } from "./finish-sign-in.ts";
import { refuse, shutOutBy } from "./refuse-sign-in.ts";

export type PasskeySignIn = {
  answer: PasskeyAnswer;
  /** Whether who closed the account wants to keep it after all. */
  keepsAccount: boolean;
  origin: Origin;
  browser: string | undefined;
  given: string | undefined;
};
export type SignInWithPasskeyDeps = FinishSignInDeps & CheckPasskeyDeps;

/**
 * Starts a session for who unlocks a passkey: having it and unlocking it are two factors, so that no other is asked for. Throws
 * `passkey_refused`, the same for a passkey that nobody has, and, to who has it alone, `account_disabled`, `account_closed` and `email_not_verified`.
 */
export async function signInWithPasskey(
  deps: SignInWithPasskeyDeps,
  { answer, keepsAccount, origin, browser, given }: PasskeySignIn,
): Promise<Completed> {
  const { db, clock } = deps;
  const proof = await checkPasskey(deps, answer, { purpose: "sign_in" }, async () => {
    const actor = { type: "anonymous" } as const;
    await recordEvent(db, { action: "session.denied", outcome: "denied", actor, origin, after: { reason: "passkey_refused" } }, clock());
    deps.metrics.signIns.inc({ method: "passkey", result: "passkey_refused" });
  });
  const user = await findUser(db, proof.userId);
  if (!user) throw new Problem("passkey_refused");
  const reason = shutOutBy(user, { keepsAccount }, clock());
  if (reason) throw await refuse(deps, reason, { way: "passkey", user, origin });
  if (!user.emailVerifiedAt && deps.outbox.mode === "smtp")
    throw await refuse(deps, "email_not_verified", { way: "passkey", user, origin });

  const caller = callerName(browser ?? given, origin);
  const isKnown = await isKnownCaller(db, { email: user.email, caller, now: clock() });
  const outcome = await finishSignIn(deps, {
    user,
    way: "passkey",
    methods: proof.methods,
    caller,
    knownAs: isKnown ? caller : undefined,
    origin,
    keepsAccount,
    holds: async (tx, now) => {
      const locked = await lockUserIfAny(tx, user.id);
      return locked !== undefined && !shutOutBy(locked, { keepsAccount }, now) && (await proof.use(tx, now));
    },
  });
  if (outcome?.kind !== "signed_in") throw new Problem("passkey_refused");
  return outcome;
}
