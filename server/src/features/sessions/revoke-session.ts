import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import { forgetTheseBrowsers } from "../known-browsers/index.ts";
import { lockUser } from "../users/index.ts";
import { endingSessions } from "./ending-sessions.ts";
import type { RefreshDeps } from "./refresh-session.ts";
import { listBrowsers } from "./sessions.queries.ts";

/**
 * Signs one of the person's devices out, which is a new one when somebody signs in there again. Throws `not_found` for what is not live or not theirs.
 */
export async function revokeSession(
  deps: Pick<RefreshDeps, "db" | "clock" | "denylist">,
  { userId, sessionId, origin }: { userId: string; sessionId: string; origin: Origin },
): Promise<void> {
  await endingSessions(deps, async (tx, end) => {
    const { name } = await lockUser(tx, userId);
    const ended = await end({ userId, only: sessionId, reason: "revoked", actor: { type: "user", id: userId, name }, origin });
    if (ended.length === 0) throw new Problem("not_found");
    await forgetTheseBrowsers(tx, userId, await listBrowsers(tx, ended));
  });
}
