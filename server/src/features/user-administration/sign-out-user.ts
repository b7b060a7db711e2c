import { forgetBrowsers } from "../known-browsers/index.ts";
import { endingSessions } from "../sessions/index.ts";
import { lockUser } from "../users/index.ts";
import type { By, DisableUserDeps } from "./disable-user.ts";

/**
 * Ends every session of a person, whose devices are new ones when somebody signs in there again. Throws `not_found`. Who is
 * signed in nowhere is no error.
 */
export async function signOutUser(
  deps: Pick<DisableUserDeps, "db" | "clock" | "denylist">,
  { userId, actor, origin }: { userId: string } & By,
): Promise<void> {
  await endingSessions(deps, async (tx, end) => {
    await lockUser(tx, userId);
    await end({ userId, reason: "signed_out_by_administrator", actor, ...(origin && { origin }) });
    await forgetBrowsers(tx, userId);
  });
}
