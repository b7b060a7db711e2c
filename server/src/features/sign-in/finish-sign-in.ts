import { isStrong } from "../../http/methods.ts";
import type { Origin } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { hasSecondFactor, methodsToShow, secondFactorsOf, type SecondFactorMethod } from "../credentials/index.ts";
import { createPendingSignIn } from "../pending-sign-ins/index.ts";
import type { Session } from "../sessions/index.ts";
import { lockUser, type User } from "../users/index.ts";
import { beginSession, type BeginSessionDeps } from "./begin-session.ts";
import { shutOutBy } from "./refuse-sign-in.ts";

export type FinishSignInDeps = BeginSessionDeps & { db: Db };

/** Who has proven a first factor, by which methods (RFC 8176), and from where. */
export type ProvenPerson = {
  user: User;
  /** Which way they came in: `password`, `passkey`, or what a provider is called. */
  way: string;
  /** With `mfa` among them no second factor is asked for. */
  methods: readonly string[];
  /** What the browser or program is known by from now on. */
  caller: string;
  /** What it was known by before, if it was. */
  knownAs: string | undefined;
  origin: Origin;
  /** Whether who closed the account wants to keep it after all. `holds` lets such a one pass, and holds the person to be changed. */
  keepsAccount?: boolean;
  /** Held until the end of the transaction: whether what was proven still holds. It may have been changed meanwhile. */
  holds(tx: Db, now: Date): Promise<boolean>;
};

/** What goes on with the second factor, for ten minutes in the same browser or program. The token is a secret. */
export type PendingAnswer = { token: string; methods: SecondFactorMethod[]; expiresAt: Date };

export type SignInOutcome = { kind: "signed_in"; user: User; session: Session } | { kind: "second_factor"; pending: PendingAnswer };

/**
 * The one end of every way in: starts the session of who has proven enough, makes the browser a known one, and tells the
 * person when it is new. Who has a second factor is asked for it first: `complete-sign-in.ts` ends such a sign-in. Undefined when what was
 * proven holds no more.
 */
export async function finishSignIn(deps: FinishSignInDeps, proven: ProvenPerson): Promise<SignInOutcome | undefined> {
  const { db, clock, metrics } = deps;
  const { way, methods, caller, knownAs, origin, keepsAccount = false, holds } = proven;
  const outcome = await db.transaction(async (tx): Promise<SignInOutcome | undefined> => {
    const now = clock();
    if (!(await holds(tx, now))) return undefined;
    const user = keepsAccount ? await lockUser(tx, proven.user.id) : proven.user;
    if (shutOutBy(user, { keepsAccount }, now)) return undefined;
    const factors = await secondFactorsOf(tx, user.id);
    if (isStrong({ methods }) || !hasSecondFactor(factors)) {
      const begun = await beginSession(deps, tx, { user, way, methods, caller, isKnown: knownAs === caller, origin }, now);
      return { kind: "signed_in", ...begun };
    }
    const pending = await createPendingSignIn(tx, { userId: user.id, caller, way, methods, keepsAccount, origin }, now);
    await recordAsked(tx, { userId: user.id, way, origin }, now);
    return { kind: "second_factor", pending: { ...pending, methods: methodsToShow(factors) } };
  });
  if (outcome) metrics.signIns.inc({ method: way, result: outcome.kind === "signed_in" ? "success" : "second_factor" });
  return outcome;
}

/** By nobody yet: whoever knows a password may not be its person. */
async function recordAsked(tx: Db, { userId, way, origin }: { userId: string; way: string; origin: Origin }, now: Date): Promise<void> {
  const target = { type: "user", id: userId } as const;
  const event = { action: "session.second_factor_asked", outcome: "success", actor: { type: "anonymous" }, origin } as const;
  await recordEvent(tx, { ...event, target, subjectUserId: userId, after: { way } }, now);
}
