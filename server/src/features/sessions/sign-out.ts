import type { Origin } from "../../http/principal.ts";
import { forgetTheseBrowsers } from "../known-browsers/index.ts";
import { lockUser } from "../users/index.ts";
import { endingSessions } from "./ending-sessions.ts";
import type { RefreshDeps } from "./refresh-session.ts";
import { listBrowsers } from "./sessions.queries.ts";

export type SignOutScope = "this" | "others" | "all";

/**
 * Ends this session, the others, or all of a person. What has ended already is no error. Where others or all end, their devices
 * are new ones when somebody signs in there again; who signs out of this one alone comes back to it as before.
 */
export async function signOut(
  deps: Pick<RefreshDeps, "db" | "clock" | "denylist">,
  { userId, sessionId, scope, origin }: { userId: string; sessionId: string; scope: SignOutScope; origin: Origin },
): Promise<void> {
  await endingSessions(deps, async (tx, end) => {
    const { name } = await lockUser(tx, userId);
    const which: { only?: string; except?: string } = { this: { only: sessionId }, others: { except: sessionId }, all: {} }[scope];
    const ended = await end({ userId, ...which, reason: "signed_out", actor: { type: "user", id: userId, name }, origin });
    if (scope !== "this") await forgetTheseBrowsers(tx, userId, await listBrowsers(tx, ended, which.except));
  });
}
