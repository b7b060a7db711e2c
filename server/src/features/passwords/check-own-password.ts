import type { Origin } from "../../http/principal.ts";
import { guardAttempt, type GuardAttemptDeps } from "../sign-in-guard/index.ts";
import type { User } from "../users/index.ts";
import { checkPassword } from "./check-password.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { PasswordCredential } from "./passwords.queries.ts";

export type CheckOwnPasswordDeps = GuardAttemptDeps & { hasher: PasswordHasher };

/**
 * `checkPassword` for a signed-in person who is asked for their password again. Who holds a stolen session must not guess it:
 * failures count for the session, with waits that grow, and for no sign-in. Throws `too_many_attempts`.
 */
export async function checkOwnPassword(
  deps: CheckOwnPasswordDeps,
  { user, sessionId, password, origin }: { user: User; sessionId: string; password: string; origin: Origin },
): Promise<PasswordCredential | undefined> {
  return guardAttempt(deps, { attempt: { kind: "session", sessionId, user }, origin }, () =>
    checkPassword(deps, { userId: user.id, password, lane: "known" }),
  );
}
