import type { Origin } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { rememberCaller } from "../known-browsers/index.ts";
import { getUser } from "../users/index.ts";
import type { SignInGuard } from "./guard.ts";
import { unblockTokenHash } from "./tell-owner.ts";
import { consumeUnblockLink } from "./unblock-links.queries.ts";

export type UnblockDeps = { db: Db; clock: Clock; guard: SignInGuard };

/**
 * Makes the browser in which the mailed link is used a known one of its person, with all of its failures forgiven. Answers
 * with the address to sign in with. Throws `unblock_link_invalid`; a link is good once.
 */
export async function unblockSignIn(
  { db, clock, guard }: UnblockDeps,
  { token, browser, origin }: { token: string; browser: string; origin: Origin },
): Promise<{ email: string }> {
  const email = await db.transaction(async (tx) => {
    const now = clock();
    const userId = await consumeUnblockLink(tx, unblockTokenHash(token), now);
    if (userId === undefined) throw new Problem("unblock_link_invalid");
    const user = await getUser(tx, userId);
    await rememberCaller(tx, { userId, caller: browser, now });
    const actor = { type: "user", id: userId, name: user.name } as const;
    const target = { type: "user", id: userId } as const;
    await recordEvent(tx, { action: "session.unblocked", outcome: "success", actor, target, subjectUserId: userId, origin }, now);
    return user.email;
  });
  await guard.unblock({ email, ip: origin.ip, browser });
  return { email };
}
