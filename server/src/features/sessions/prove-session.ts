import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { lockLiveSession, updateProof } from "./sessions.queries.ts";

/**
 * Notes that the person of a session has just proven themselves again, by `methods` beside the earlier ones (RFC 8176). The next
 * refresh gives an access token that says so. Throws `session_ended`.
 */
export async function proveSession(
  tx: Db,
  { userId, sessionId, methods }: { userId: string; sessionId: string; methods: readonly string[] },
  now: Date,
): Promise<void> {
  const session = await lockLiveSession(tx, userId, sessionId, now);
  if (!session) throw new Problem("session_ended");
  await updateProof(tx, sessionId, [...new Set([...session.authenticationMethods, ...methods])], now);
}
