import { callerName } from "../known-browsers/index.ts";
import { lockPassword } from "../passwords/index.ts";
import { checkSignIn, type CheckSignInDeps, type Credentials } from "./check-sign-in.ts";
import { finishSignIn, type FinishSignInDeps, type SignInOutcome } from "./finish-sign-in.ts";
import { refuse } from "./refuse-sign-in.ts";

export type LogInDeps = CheckSignInDeps & FinishSignInDeps;

/**
 * Starts a session for who knows address and password, or waits for the second factor of who has one; makes the browser, or a program without one, known, and tells the
 * person when it is a new one. `given` is the token that a browser without one will get. Throws what `checkSignIn` throws, and
 * `email_not_verified` where mail can prove an address and has not yet.
 */
export async function logIn(deps: LogInDeps, credentials: Credentials, given?: string): Promise<SignInOutcome> {
  const { origin, browser, keepsAccount = false } = credentials;
  const caller = callerName(browser ?? given, origin);
  const { user, credential, knownAs } = await checkSignIn(deps, credentials);
  if (!user.emailVerifiedAt && deps.outbox.mode === "smtp")
    throw await refuse(deps, "email_not_verified", { way: "password", user, origin });
  // Changed or disabled while the password was being checked: the proof is void.
  const holds = (tx: LogInDeps["db"]) => lockPassword(tx, credential, { keepsAccount });
  const outcome = await finishSignIn(deps, { user, way: "password", methods: ["pwd"], caller, knownAs, origin, keepsAccount, holds });
  if (!outcome) throw await refuse(deps, "wrong_credentials", { way: "password", user, origin });
  return outcome;
}
