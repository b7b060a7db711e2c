import type { Deps } from "../deps.ts";
import { disableUser } from "../features/user-administration/index.ts";
import { endingSessions } from "../features/sessions/index.ts";
import { openAccount } from "../features/registration/index.ts";
import { logIn } from "../features/sign-in/index.ts";
import { findUserByEmail } from "../features/users/index.ts";
import { newId } from "../platform/ids.ts";
import { SEED_PASSWORD, STORY } from "./story.ts";

const originFrom = (ip: string, userAgent: string) => ({ requestId: newId(), ip, userAgent });

/**
 * Plays the story through the same rules that serve requests, so that it leaves the same rows and audit events. Refuses in
 * production, and does nothing when it was played before.
 */
export async function seed(deps: Deps): Promise<string> {
  if (deps.config.environment === "production") throw new Error("The story is for development. This is production: nothing was changed.");
  if (await findUserByEmail(deps.db, STORY[0].email)) return "The story is there already.";

  const hash = await deps.hasher.hash(SEED_PASSWORD, "known");
  for (const { email, name, ip, userAgent, signsIn, mistypes, isDisabled } of STORY) {
    const origin = originFrom(ip, userAgent);
    const registration = { email, name, hash, minLengthMet: deps.passwordMinLength, origin };
    await endingSessions(deps, (tx, end, now) => openAccount(deps, tx, end, registration, now));
    for (let attempt = 0; attempt < mistypes; attempt += 1) {
      await logIn(deps, { email, password: "not what it is", origin: originFrom(ip, userAgent) }).catch(() => undefined);
    }
    for (let visit = 0; visit < signsIn; visit += 1) {
      const outcome = await logIn(deps, { email, password: SEED_PASSWORD, origin: originFrom(ip, userAgent) });
      if (outcome.kind !== "signed_in") continue;
      const { user, session } = outcome;
      const isLast = visit === signsIn - 1;
      if (isLast) continue;
      const actor = { type: "user", id: user.id, name } as const;
      await endingSessions(deps, (_tx, end) =>
        end({ userId: user.id, only: session.id, reason: "signed_out", actor, origin: originFrom(ip, userAgent) }),
      );
    }
    if (isDisabled) await disableUser(deps, { email, actor: { type: "system" } });
  }
  return `Two teams, ${STORY.length} people. Sign in as ${STORY[0].email} with the password "${SEED_PASSWORD}".`;
}
