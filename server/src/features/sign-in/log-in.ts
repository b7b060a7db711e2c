import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { recordEvent } from "../audit/index.ts";
import { checkPassword, lockPassword, type PasswordHasher } from "../passwords/index.ts";
import { startSession, type Session, type SessionPolicy } from "../sessions/index.ts";
import { findUserForSignIn, type User } from "../users/index.ts";

export type LogInDeps = { db: Db; clock: Clock; hasher: PasswordHasher; metrics: Metrics; sessionPolicy: SessionPolicy };
export type Credentials = { email: string; password: string; origin: Origin };

/**
 * Starts a session for who knows address and password. An unknown address, a wrong password and a disabled account take the
 * same steps, and the first two give the same answer; that an account is disabled is said only to who knows its password.
 */
export async function logIn(deps: LogInDeps, { email, password, origin }: Credentials): Promise<{ user: User; session: Session }> {
  const { db, clock, hasher, metrics, sessionPolicy } = deps;
  const user = await findUserForSignIn(db, email);
  const proven = await checkPassword({ db, hasher }, user?.id, password);
  if (!user || !proven) return refuse(deps, "wrong_credentials", user, origin);
  if (user.disabledAt) return refuse(deps, "account_disabled", user, origin);

  const session = await db.transaction(async (tx) => {
    // Changed or disabled while the password was being checked: the proof is void.
    if (!(await lockPassword(tx, proven))) return undefined;
    return startSession(tx, { user, methods: ["pwd"], origin, policy: sessionPolicy, now: clock() });
  });
  if (!session) return refuse(deps, "wrong_credentials", user, origin);
  metrics.signIns.inc({ method: "password", result: "success" });
  return { user, session };
}

/** Records the refusal, for the person whom it concerns if there is one, and throws it. */
async function refuse(
  { db, clock, metrics }: LogInDeps,
  reason: "wrong_credentials" | "account_disabled",
  user: User | undefined,
  origin: Origin,
): Promise<never> {
  const concerned = user && { target: { type: "user", id: user.id } as const, subjectUserId: user.id };
  const actor = { type: "anonymous" } as const;
  await recordEvent(db, { action: "session.denied", outcome: "denied", actor, origin, after: { reason }, ...concerned }, clock());
  metrics.signIns.inc({ method: "password", result: reason });
  throw new Problem(reason === "account_disabled" ? "account_disabled" : "invalid_credentials");
}
