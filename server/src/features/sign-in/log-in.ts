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
export async function logIn(
  { db, clock, hasher, metrics, sessionPolicy }: LogInDeps,
  { email, password, origin }: Credentials,
): Promise<{ user: User; session: Session }> {
  const user = await findUserForSignIn(db, email);
  const proven = await checkPassword({ db, hasher }, user?.id, password);

  if (!user || !proven || user.disabledAt) {
    const reason = !proven ? "wrong_credentials" : "account_disabled";
    const target = user && ({ type: "user", id: user.id } as const);
    await recordEvent(
      db,
      {
        action: "session.denied",
        outcome: "denied",
        actor: { type: "anonymous" },
        origin,
        after: { reason },
        ...(user && target && { target, subjectUserId: user.id }),
      },
      clock(),
    );
    metrics.signIns.inc({ method: "password", result: reason });
    throw new Problem(proven ? "account_disabled" : "invalid_credentials");
  }

  const session = await db.transaction(async (tx) => {
    // Changed or disabled while the password was being checked: this proof is void.
    if (!(await lockPassword(tx, proven))) throw new Problem("invalid_credentials");
    return startSession(tx, { user, methods: ["pwd"], origin, policy: sessionPolicy, now: clock() });
  });
  metrics.signIns.inc({ method: "password", result: "success" });
  return { user, session };
}
