import type { Principal } from "../../http/principal.ts";
import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { lockUserIfAny, type User } from "../users/index.ts";
import type { Session } from "./session.ts";
import { lockLiveSession } from "./sessions.queries.ts";

/**
 * The person who acts and the session they act in, as they stand now, held until the transaction ends. A principal is what a
 * request was admitted by: by the time that its transaction has waited for another's, the account may have been given back, shut, or
 * signed out everywhere, and nothing may be done in its name any more. So every act on an account begins with this, and whatever ends
 * sessions waits for the act or is seen by it. Takes the person before the session, as everybody does. Throws `session_ended`.
 */
export async function holdPrincipal(
  tx: Db,
  { userId, sessionId }: Pick<Principal, "userId" | "sessionId">,
  now: Date,
): Promise<{ user: User; session: Session }> {
  const user = await lockUserIfAny(tx, userId);
  const session = user && !user.disabledAt ? await lockLiveSession(tx, userId, sessionId, now) : undefined;
  if (!user || !session) throw new Problem("session_ended");
  return { user, session };
}
