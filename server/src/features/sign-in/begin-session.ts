import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { isUndoable, reopenAccount } from "../account-deletion/index.ts";
import { rememberCaller } from "../known-browsers/index.ts";
import type { Outbox } from "../mail/index.ts";
import { hasSignedIn, startSession, type Session, type SessionPolicy } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { tellOfNewDevice } from "./new-device.ts";

export type BeginSessionDeps = { clock: Clock; metrics: Metrics; outbox: Outbox; publicUrl: string; sessionPolicy: SessionPolicy };

/** `way` is how they came in; `methods` (RFC 8176) are all that they have proven. */
type Beginning = { user: User; way: string; methods: readonly string[]; caller: string; isKnown: boolean; origin: Origin };

/**
 * Starts the session of who has proven all that is asked of them, makes the caller known, and tells the person when it is a new one.
 * Whoever comes so far with a closed account, which the caller of this holds then, wants to keep it: it is open again.
 */
export async function beginSession(
  deps: BeginSessionDeps,
  tx: Db,
  { user, way, methods, caller, isKnown, origin }: Beginning,
  now: Date,
): Promise<{ user: User; session: Session }> {
  const open = isUndoable(user, now)
    ? await reopenAccount(deps, tx, { user, actor: { type: "user", id: user.id, name: user.name }, origin }, now)
    : user;
  // Never the first time ever, of a new account.
  if (!isKnown && (await hasSignedIn(tx, user, now))) await tellOfNewDevice(deps, tx, { user, origin, now });
  await rememberCaller(tx, { userId: user.id, caller, now });
  const session = await startSession(tx, { user, caller, way, methods: [...new Set(methods)], origin, policy: deps.sessionPolicy, now });
  return { user: open, session };
}
