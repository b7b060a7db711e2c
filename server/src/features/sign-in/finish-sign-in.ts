import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { rememberCaller } from "../known-browsers/index.ts";
import type { Outbox } from "../mail/index.ts";
import { hasSignedIn, startSession, type Session, type SessionPolicy } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { tellOfNewDevice } from "./new-device.ts";

export type FinishSignInDeps = {
  db: Db;
  clock: Clock;
  metrics: Metrics;
  outbox: Outbox;
  publicUrl: string;
  sessionPolicy: SessionPolicy;
};

/** Who has proven a first factor, by which methods (RFC 8176), and from where. */
export type ProvenPerson = {
  user: User;
  methods: readonly string[];
  /** What the browser or program is known by from now on. */
  caller: string;
  /** What it was known by before, if it was. */
  knownAs: string | undefined;
  origin: Origin;
  /** Held until the end of the transaction: whether what was proven still holds. It may have been changed meanwhile. */
  holds(tx: Db): Promise<boolean>;
};

/**
 * The one end of every way in: starts the session of who has proven enough, makes the browser a known one, and tells the
 * person when it is new. Undefined when what was proven holds no more.
 */
export async function finishSignIn(
  deps: FinishSignInDeps,
  { user, methods, caller, knownAs, origin, holds }: ProvenPerson,
): Promise<Session | undefined> {
  const { db, clock, metrics, sessionPolicy } = deps;
  const session = await db.transaction(async (tx) => {
    if (!(await holds(tx))) return undefined;
    const now = clock();
    // Never the first time ever, of a new account.
    if (knownAs !== caller && (await hasSignedIn(tx, user, now))) await tellOfNewDevice(deps, tx, { user, origin, now });
    await rememberCaller(tx, { userId: user.id, caller, now });
    return startSession(tx, { user, caller, methods: [...methods], origin, policy: sessionPolicy, now });
  });
  if (session) metrics.signIns.inc({ method: "password", result: "success" });
  return session;
}
