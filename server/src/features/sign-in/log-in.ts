import { callerName, rememberCaller } from "../known-browsers/index.ts";
import { lockPassword } from "../passwords/index.ts";
import { hasSignedIn, startSession, type Session, type SessionPolicy } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { checkSignIn, refuseSignIn, type CheckSignInDeps, type Credentials } from "./check-sign-in.ts";
import { tellOfNewDevice } from "./new-device.ts";

export type LogInDeps = CheckSignInDeps & { sessionPolicy: SessionPolicy };

/**
 * Starts a session for who knows address and password, makes the browser, or a program without one, known, and tells the
 * person when it is a new one. `given` is the token that a browser without one will get. Throws what `checkSignIn` throws, and
 * `email_not_verified` where mail can prove an address and has not yet.
 */
export async function logIn(deps: LogInDeps, credentials: Credentials, given?: string): Promise<{ user: User; session: Session }> {
  const { db, clock, metrics, outbox, sessionPolicy } = deps;
  const { origin, browser } = credentials;
  const caller = callerName(browser ?? given, origin);
  const { user, credential, knownAs } = await checkSignIn(deps, credentials);
  if (!user.emailVerifiedAt && outbox.mode === "smtp") throw await refuseSignIn(deps, "email_not_verified", user, origin);

  const session = await db.transaction(async (tx) => {
    // Changed or disabled while the password was being checked: the proof is void.
    if (!(await lockPassword(tx, credential))) return undefined;
    const now = clock();
    // Never the first time ever, of a new account.
    if (knownAs !== caller && (await hasSignedIn(tx, user, now))) await tellOfNewDevice(deps, tx, { user, origin, now });
    await rememberCaller(tx, { userId: user.id, caller, now });
    return startSession(tx, { user, caller, methods: ["pwd"], origin, policy: sessionPolicy, now });
  });
  if (!session) throw await refuseSignIn(deps, "wrong_credentials", user, origin);
  metrics.signIns.inc({ method: "password", result: "success" });
  return { user, session };
}
