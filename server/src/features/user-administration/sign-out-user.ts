import { forgetBrowsers } from "../known-browsers/index.ts";
import { endingSessions, holdAdministratorAndPerson } from "../sessions/index.ts";
import type { DisableUserDeps } from "./disable-user.ts";
import type { ByAdministrator } from "./whom.ts";

/**
 * Ends every session of a person, whose devices are new ones when somebody signs in there again. Throws `not_found`,
 * and what `holdAdministrator` throws. Who is signed in nowhere is no error.
 */
export async function signOutUser(
  deps: Pick<DisableUserDeps, "db" | "clock" | "denylist">,
  { userId, principal, origin }: ByAdministrator,
): Promise<void> {
  await endingSessions(deps, async (tx, end, now) => {
    const { actor } = await holdAdministratorAndPerson(tx, { principal, permission: "users:update", userId }, now);
    await end({ userId, reason: "signed_out_by_administrator", actor, origin });
    await forgetBrowsers(tx, userId);
  });
}
