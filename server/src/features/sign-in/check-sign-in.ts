import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import { recordEvent } from "../audit/index.ts";
import { isKnownBrowser } from "../known-browsers/index.ts";
import { checkPassword, type PasswordCredential, type PasswordHasher } from "../passwords/index.ts";
import { guardAttempt, type GuardAttemptDeps } from "../sign-in-guard/index.ts";
import { findUserForSignIn, type User } from "../users/index.ts";

export type CheckSignInDeps = GuardAttemptDeps & { hasher: PasswordHasher };

/** `browser` is the token of the browser's cookie, if it sent or will get one. */
export type Credentials = { email: string; password: string; origin: Origin; browser?: string | undefined };

/** What follows from the proof holds the credential with `lockPassword` in its transaction. */
export type ProvenSignIn = { user: User; credential: PasswordCredential; isKnownBrowser: boolean };

/**
 * Who knows address and password. An unknown address, a wrong password and a disabled account take the same steps, and the
 * first two give the same answer; that an account is disabled is said only to who knows its password. Throws
 * `too_many_attempts` before anything is checked, `invalid_credentials`, or `account_disabled`.
 */
export async function checkSignIn(deps: CheckSignInDeps, { email, password, origin, browser }: Credentials): Promise<ProvenSignIn> {
  // Before anything is counted: a flood of sign-ins that are never checked leaves no counters behind.
  deps.hasher.requireRoom();
  const isKnown = browser !== undefined && (await isKnownBrowser(deps.db, { email, browser, now: deps.clock() }));
  const attempt = { kind: "sign_in", email, ip: origin.ip, ...(isKnown && { knownBrowser: browser }) } as const;
  let user: User | undefined;
  const credential = await guardAttempt(deps, { attempt, origin }, async () => {
    user = await findUserForSignIn(deps.db, email);
    return checkPassword(deps, user?.id, password);
  });
  if (!user || !credential) throw await refuseSignIn(deps, "wrong_credentials", user, origin);
  if (user.disabledAt) throw await refuseSignIn(deps, "account_disabled", user, origin);
  return { user, credential, isKnownBrowser: isKnown };
}

const REFUSALS = {
  wrong_credentials: "invalid_credentials",
  account_disabled: "account_disabled",
  email_not_verified: "email_not_verified",
} as const;

/** Records the refusal, for the person whom it concerns if there is one, and answers with the problem to throw. */
export async function refuseSignIn(
  { db, clock, metrics }: CheckSignInDeps,
  reason: keyof typeof REFUSALS,
  user: User | undefined,
  origin: Origin,
): Promise<Problem> {
  const concerned = user && { target: { type: "user", id: user.id } as const, subjectUserId: user.id };
  const actor = { type: "anonymous" } as const;
  await recordEvent(db, { action: "session.denied", outcome: "denied", actor, origin, after: { reason }, ...concerned }, clock());
  metrics.signIns.inc({ method: "password", result: reason });
  return new Problem(REFUSALS[reason]);
}
