import { browserHash } from "../../http/browser-cookie.ts";
import type { Limiter } from "../../http/limits.ts";
import type { Origin } from "../../http/principal.ts";
import { callerName, isKnownCaller } from "../known-browsers/index.ts";
import { checkPassword, type PasswordCredential, type PasswordHasher } from "../passwords/index.ts";
import { guardAttempt, type GuardAttemptDeps } from "../sign-in-guard/index.ts";
import { findUserForSignIn, type User } from "../users/index.ts";
import { refuse, shutOutBy } from "./refuse-sign-in.ts";

export type CheckSignInDeps = GuardAttemptDeps & { hasher: PasswordHasher; limiter: Limiter };

/** `browser` is the token of the browser's cookie, if it sent one; `ipWaitSeconds` is set when its IP sent too many requests. */
export type Credentials = {
  email: string;
  password: string;
  origin: Origin;
  browser?: string | undefined;
  ipWaitSeconds?: number | undefined;
  /** Whether who closed the account wants to keep it after all. */
  keepsAccount?: boolean;
};

/** `knownAs` names a caller who is known. What follows from the proof holds the credential with `lockPassword` in its transaction. */
export type ProvenSignIn = { user: User; credential: PasswordCredential; knownAs: string | undefined };

/**
 * Who knows address and password. An unknown address, a wrong password and a disabled or closed account take the same steps, and
 * the first two give the same answer; that an account is disabled or closed is said only to who knows its password. Throws
 * `too_many_requests` and `too_many_attempts` before anything is checked, `invalid_credentials`, `account_disabled`, or `account_closed`.
 */
export async function checkSignIn(deps: CheckSignInDeps, credentials: Credentials): Promise<ProvenSignIn> {
  const { email, password, origin, browser } = credentials;
  const caller = callerName(browser, origin);
  const knownAs = (await isKnownCaller(deps.db, { email, caller, now: deps.clock() })) ? caller : undefined;
  await admitRequest(deps, credentials, knownAs !== undefined);
  const lane = knownAs === undefined ? "stranger" : "known";
  // Before anything is counted: a flood of sign-ins that are never checked leaves no counters behind.
  deps.hasher.requireRoom(lane);
  const attempt = { kind: "sign_in", email, ip: origin.ip, knownAs } as const;
  let user: User | undefined;
  const credential = await guardAttempt(deps, { attempt, origin }, async () => {
    user = await findUserForSignIn(deps.db, email);
    return checkPassword(deps, { userId: user?.id, password, lane });
  });
  if (!user || !credential) throw await refuse(deps, "wrong_credentials", { way: "password", user, origin });
  const reason = shutOutBy(user, { keepsAccount: credentials.keepsAccount === true }, deps.clock());
  if (reason) throw await refuse(deps, reason, { way: "password", user, origin });
  return { user, credential, knownAs };
}

/** Others behind one IP address do not use up what a known browser may send. Whether it is one, a single look-up has said. */
async function admitRequest({ limiter }: CheckSignInDeps, { browser, ipWaitSeconds }: Credentials, isKnown: boolean): Promise<void> {
  if (isKnown && browser !== undefined) return limiter.consume("knownBrowser", browserHash(browser).toString("hex"));
  if (ipWaitSeconds !== undefined) throw limiter.refusal("credentials", ipWaitSeconds);
}
