import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { isUndoable } from "../account-deletion/index.ts";
import { recordEvent } from "../audit/index.ts";
import type { User } from "../users/index.ts";

const REFUSALS = {
  wrong_credentials: "invalid_credentials",
  account_disabled: "account_disabled",
  account_closed: "account_closed",
  email_not_verified: "email_not_verified",
} as const;

/** Records the refusal, for the person whom it concerns if there is one, and answers with the problem to throw. */
export async function refuse(
  { db, clock, metrics }: { db: Db; clock: Clock; metrics: Metrics },
  reason: keyof typeof REFUSALS,
  { way, user, origin }: { way: string; user: User | undefined; origin: Origin },
): Promise<Problem> {
  const concerned = user && { target: { type: "user", id: user.id } as const, subjectUserId: user.id };
  const actor = { type: "anonymous" } as const;
  await recordEvent(db, { action: "session.denied", outcome: "denied", actor, origin, after: { reason }, ...concerned }, clock());
  metrics.signIns.inc({ method: way, result: reason });
  return new Problem(REFUSALS[reason], reason === "account_closed" && user?.deletesAt ? { deletesAt: user.deletesAt } : {});
}

/**
 * Why a person who has proven themselves is not let in; undefined for who is. Who has closed the account is, when that is what
 * they want to undo.
 */
export function shutOutBy(
  user: User,
  { keepsAccount }: { keepsAccount: boolean },
  now: Date,
): "account_disabled" | "account_closed" | undefined {
  if (!user.disabledAt) return undefined;
  if (!isUndoable(user, now)) return "account_disabled";
  return keepsAccount ? undefined : "account_closed";
}
