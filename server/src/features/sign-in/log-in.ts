import { callerName } from "../known-browsers/index.ts";
import { lockPassword } from "../passwords/index.ts";
import type { Session } from "../sessions/index.ts";
import type { User } from "../users/index.ts";
import { checkSignIn, refuseSignIn, type CheckSignInDeps, type Credentials } from "./check-sign-in.ts";
import { finishSignIn, type FinishSignInDeps } from "./finish-sign-in.ts";

export type LogInDeps = CheckSignInDeps & FinishSignInDeps;

/**
 * Starts a session for who knows address and password, makes the browser, or a program without one, known, and tells the
 * person when it is a new one. `given` is the token that a browser without one will get. Throws what `checkSignIn` throws, and
 * `email_not_verified` where mail can prove an address and has not yet.
 */
export async function logIn(deps: LogInDeps, credentials: Credentials, given?: string): Promise<{ user: User; session: Session }> {
  const { origin, browser } = credentials;
  const caller = callerName(browser ?? given, origin);
  const { user, credential, knownAs } = await checkSignIn(deps, credentials);
  if (!user.emailVerifiedAt && deps.outbox.mode === "smtp") throw await refuseSignIn(deps, "email_not_verified", user, origin);
  // Changed or disabled while the password was being checked: the proof is void.
  const holds = (tx: LogInDeps["db"]) => lockPassword(tx, credential);
  const session = await finishSignIn(deps, { user, methods: ["pwd"], caller, knownAs, origin, holds });
  if (!session) throw await refuseSignIn(deps, "wrong_credentials", user, origin);
  return { user, session };
}
