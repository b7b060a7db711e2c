import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { recordEvent } from "../audit/index.ts";
import { findUserForSignIn } from "../users/index.ts";
import type { Attempt, Refusal, SignInGuard } from "./guard.ts";
import { tellOfWrongFactors } from "./tell-of-wrong-factors.ts";
import { tellOwner, type TellOwnerDeps } from "./tell-owner.ts";

export type GuardAttemptDeps = TellOwnerDeps & { guard: SignInGuard; metrics: Metrics };

/**
 * The only way to a check of a password or second factor that may be a guess: counts the attempt, runs the check, which answers with
 * undefined for a wrong one, and takes back what a right one counted. `record` is called for a wrong one that is worth a line. Throws `too_many_attempts` without checking anything when
 * the caller has to wait. An unknown address takes the same way.
 */
export async function guardAttempt<T>(
  deps: GuardAttemptDeps,
  { attempt, origin }: { attempt: Attempt; origin: Origin },
  check: () => Promise<T | undefined>,
  record: () => Promise<void> = async () => undefined,
): Promise<T | undefined> {
  const admission = await deps.guard.admit(attempt);
  if (!admission.isAdmitted) throw await refuse(deps, attempt, admission, origin);
  let proven: T | undefined;
  try {
    proven = await check();
  } catch (error) {
    await admission.giveBack();
    throw error;
  }
  if (proven !== undefined) {
    await admission.succeed();
    return proven;
  }
  const { isToRecord, isToTell } = await admission.fail();
  if (isToRecord) await record();
  if (isToTell) await tell(deps, attempt);
  return undefined;
}

async function tell(deps: GuardAttemptDeps, attempt: Attempt): Promise<void> {
  if (attempt.kind === "sign_in") await tellOwner(deps, attempt.email);
  if (attempt.kind === "second_factor") await tellOfWrongFactors(deps, attempt.user.id);
}

/** Records what is refused once in an hour: one line for each attempt would bury what matters, and let a guesser fill the disk. */
async function refuse(
  deps: GuardAttemptDeps,
  attempt: Attempt,
  { by, waitSeconds, isFirst, isToTell }: Refusal,
  origin: Origin,
): Promise<Problem> {
  deps.metrics.throttledAttempts.inc({ by });
  if (isFirst) {
    const id = await concernedUser(deps, attempt, by);
    const concerned = id !== undefined && { target: { type: "user", id } as const, subjectUserId: id };
    const actor =
      attempt.kind !== "sign_in" && attempt.sessionId !== undefined
        ? ({ type: "user", id: attempt.user.id, name: attempt.user.name } as const)
        : ({ type: "anonymous" } as const);
    const event = { action: "session.throttled", outcome: "denied", actor, origin, after: { by } } as const;
    await recordEvent(deps.db, { ...event, ...concerned }, deps.clock());
  }
  if (isToTell) await tell(deps, attempt);
  return new Problem("too_many_attempts", { retryAfterSeconds: waitSeconds });
}

/** Nobody in particular where an IP address is refused, whatever address it tried. */
async function concernedUser({ db }: GuardAttemptDeps, attempt: Attempt, by: Refusal["by"]): Promise<string | undefined> {
  if (attempt.kind !== "sign_in") return attempt.user.id;
  return by === "ip" ? undefined : (await findUserForSignIn(db, attempt.email))?.id;
}
