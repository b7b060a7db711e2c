import type { Origin, Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { addSeconds } from "../../platform/clock.ts";
import { recordEvent } from "../audit/index.ts";
import { holdPrincipal, proveSession } from "../sessions/index.ts";
import { getUser } from "../users/index.ts";
import { fittingStep, guardCode, type CheckCodeDeps } from "./check-code.ts";
import { firstRecoveryCodes } from "./make-recovery-codes.ts";
import { confirmTotp as confirmCredential, findOfferedTotp } from "./second-factors.queries.ts";
import { tellOfAddedFactor } from "./tell-of-factors.ts";

const OFFER_SECONDS = 900;

/**
 * Turns the offered secret into a second factor, for who types a code of it, in place of an app before. The session is strong from
 * then on. Answers with recovery codes if there are none yet. Throws `not_found` when no secret was offered in the last quarter of an
 * hour, 422 for a wrong code, `too_many_attempts`, and `session_ended`.
 */
export async function confirmTotp(
  deps: CheckCodeDeps,
  { principal: { userId, sessionId }, code, origin }: { principal: Principal; code: string; origin: Origin },
): Promise<{ recoveryCodes: string[] | null }> {
  const { db, clock } = deps;
  const user = await getUser(db, userId);
  const offered = await findOfferedTotp(db, userId, addSeconds(clock(), -OFFER_SECONDS));
  if (!offered) throw new Problem("not_found", { detail: "No authenticator app is being set up. Begin anew." });
  const check = async () => fittingStep(deps, offered, code);
  const step = await guardCode(deps, { user, origin, sessionId }, { method: "totp", path: "/code" }, check);

  return db.transaction(async (tx) => {
    const now = clock();
    const { user: locked } = await holdPrincipal(tx, { userId, sessionId }, now);
    if (!(await confirmCredential(tx, offered, step, now))) throw new Problem("not_found");
    const actor = { type: "user", id: userId, name: locked.name } as const;
    const target = { type: "user", id: userId } as const;
    const after = { method: "totp" };
    await recordEvent(tx, { action: "second_factor.added", outcome: "success", actor, target, subjectUserId: userId, origin, after }, now);
    await tellOfAddedFactor(deps, tx, { user: locked, factor: "totp", origin }, now);
    await proveSession(tx, { userId, sessionId, methods: ["otp", "mfa"] }, now);
    return { recoveryCodes: await firstRecoveryCodes(deps, tx, { user: locked, origin }, now) };
  });
}
