import { rememberBrowser } from "../known-browsers/index.ts";
import { lockPassword } from "../passwords/index.ts";
import { startSession, type Session, type SessionPolicy } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { checkSignIn, refuseSignIn, type CheckSignInDeps, type Credentials } from "./check-sign-in.ts";
import { isNewDevice, tellOfNewDevice } from "./new-device.ts";

export type LogInDeps = CheckSignInDeps & { sessionPolicy: SessionPolicy };

/**
 * Starts a session for who knows address and password, makes the browser a known one, and tells the person when it is a new
 * one. Throws what `checkSignIn` throws, and `email_not_verified` where mail can prove an address and has not yet.
 */
export async function logIn(deps: LogInDeps, credentials: Credentials): Promise<{ user: User; session: Session }> {
  const { db, clock, metrics, outbox, sessionPolicy } = deps;
  const { origin, browser } = credentials;
  const { user, credential, isKnownBrowser } = await checkSignIn(deps, credentials);
  if (!user.emailVerifiedAt && outbox.mode === "smtp") throw await refuseSignIn(deps, "email_not_verified", user, origin);

  const session = await db.transaction(async (tx) => {
    // Changed or disabled while the password was being checked: the proof is void.
    if (!(await lockPassword(tx, credential))) return undefined;
    const now = clock();
    const signIn = { user, isKnownBrowser, browser, origin, now };
    if (await isNewDevice(tx, signIn)) await tellOfNewDevice(deps, tx, signIn);
    if (browser !== undefined) await rememberBrowser(tx, { userId: user.id, browser, now });
    return startSession(tx, { user, methods: ["pwd"], origin, policy: sessionPolicy, now });
  });
  if (!session) throw await refuseSignIn(deps, "wrong_credentials", user, origin);
  metrics.signIns.inc({ method: "password", result: "success" });
  return { user, session };
}
