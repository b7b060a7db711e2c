import { invalidField, Problem } from "../../http/problem.ts";
import type { Origin, Principal } from "../../http/principal.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { hasSecondFactor, secondFactorsOf } from "../credentials/index.ts";
import { checkPasskeyOf, type CheckPasskeyDeps, type PasskeyAnswer } from "../passkeys/index.ts";
import { checkOwnPassword, lockPassword, type CheckOwnPasswordDeps } from "../passwords/index.ts";
import { checkCode, recordFactorUse, wrongCode, type CheckCodeDeps, type FactorProof, type TypedCode } from "../second-factors/index.ts";
import { proveSession } from "../sessions/index.ts";
import type { KnownProviders } from "./step-up-methods.ts";
import { getUser, lockUser, type User } from "../users/index.ts";

export type StepUpDeps = CheckCodeDeps & CheckPasskeyDeps & CheckOwnPasswordDeps & { config: { providers: KnownProviders } };
export type SteppingUp = { principal: Principal; origin: Origin };

const NEEDS_SECOND = {
  code: "second_factor_needed",
  message: "Does not do: your account has a second factor. Prove yourself with that one.",
};

type NewProof = {
  principal: Pick<Principal, "userId" | "sessionId">;
  origin: Origin;
  name: string;
  methods: readonly string[];
  /** Where the methods do not tell it: what the provider is called. */
  way?: string;
};

/** Notes a new proof of a session, in the transaction that used it. Throws `session_ended`. */
export async function recordStepUp(
  tx: Db,
  { principal: { userId, sessionId }, origin, name, methods, way }: NewProof,
  now: Date,
): Promise<void> {
  await proveSession(tx, { userId, sessionId, methods, ...(way !== undefined && { way }) }, now);
  const actor = { type: "user", id: userId, name } as const;
  const target = { type: "session", id: sessionId } as const;
  const after = { methods };
  await recordEvent(tx, { action: "session.stepped_up", outcome: "success", actor, target, subjectUserId: userId, origin, after }, now);
}

/**
 * With the password, for who has no second factor. Throws 422 to who has one: a stolen session and password must not do what needs the
 * second factor. Throws 422 for a wrong one, `too_many_attempts`.
 */
export async function stepUpWithPassword(deps: StepUpDeps, { principal, origin }: SteppingUp, password: string): Promise<void> {
  const { db, clock } = deps;
  const user = await getUser(db, principal.userId);
  if (hasSecondFactor(await secondFactorsOf(db, user.id))) throw invalidField("/password", [NEEDS_SECOND]);
  const wrong = invalidField("/password", [{ code: "wrong_password", message: "Is not your password." }]);
  const credential = await checkOwnPassword(deps, { user, sessionId: principal.sessionId, password, origin });
  if (!credential) throw wrong;
  await db.transaction(async (tx) => {
    // Holds the person too, so that no second factor is added meanwhile.
    if (!(await lockPassword(tx, credential))) throw wrong;
    if (hasSecondFactor(await secondFactorsOf(tx, user.id))) throw invalidField("/password", [NEEDS_SECOND]);
    await recordStepUp(tx, { principal, origin, name: user.name, methods: ["pwd"] }, clock());
  });
}

/** With a typed code. Throws 422 for a wrong one, at the member of the body that held it, and `too_many_attempts`. */
export async function stepUpWithCode(deps: StepUpDeps, who: SteppingUp, typed: TypedCode): Promise<void> {
  const { userId, sessionId } = who.principal;
  const user = await getUser(deps.db, userId);
  const path = typed.method === "totp" ? "/code" : "/recoveryCode";
  const proof = await checkCode(deps, typed, { user, origin: who.origin, sessionId }, { path });
  await stepUpWith(deps, who, user, proof, wrongCode(path));
}

/** With a passkey. Throws `passkey_refused`. */
export async function stepUpWithPasskey(deps: StepUpDeps, who: SteppingUp, answer: PasskeyAnswer): Promise<void> {
  const { userId, sessionId } = who.principal;
  const user = await getUser(deps.db, userId);
  const asking = { purpose: "step_up", boundTo: sessionId } as const;
  const proof = await checkPasskeyOf(deps, answer, asking, { user, origin: who.origin, sessionId });
  await stepUpWith(deps, who, user, proof, new Problem("passkey_refused"));
}

async function stepUpWith(
  deps: StepUpDeps,
  { principal, origin }: SteppingUp,
  user: User,
  proof: FactorProof,
  refusal: Problem,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock();
    const { name } = await lockUser(tx, user.id);
    if (!(await proof.use(tx, now))) throw refusal;
    await recordFactorUse(deps, tx, { user, method: proof.method, origin }, now);
    await recordStepUp(tx, { principal, origin, name, methods: proof.methods }, now);
  });
}
