import type { Db } from "../../platform/db.ts";
import type { User } from "../users/index.ts";
import { secondFactorsOf } from "./credentials.queries.ts";
import { hasSecondFactor } from "./last-credential.ts";

/**
 * Whether an account that nobody confirmed must be proven all the same by who claims it. Where no mail is sent nobody can confirm
 * anything, so that it tells nothing of who made it: what is more than a password, a role or a second factor, is not taken away there
 * on the word of a provider or of an invitation.
 */
export async function isBeyondClaim(db: Db, user: User, { mode }: { mode: "smtp" | "page" | "off" }): Promise<boolean> {
  if (user.emailVerifiedAt || mode === "smtp") return false;
  return user.instanceRole !== null || hasSecondFactor(await secondFactorsOf(db, user.id));
}
