import { Problem } from "../../http/problem.ts";
import type { Db } from "../../platform/db.ts";
import { lockLiveSession, updateProof } from "./sessions.queries.ts";

/** What the methods themselves tell of the way; of a provider they do not say which. */
export function waysOf(methods: readonly string[]): string[] {
  if (methods.includes("hwk") || methods.includes("swk")) return ["passkey"];
  return methods.includes("pwd") ? ["password"] : [];
}

/**
 * Notes that the person of a session has just proven themselves again, by `methods` (RFC 8176), in that `way` where they do not tell it, beside the earlier ones. The next
 * refresh gives an access token that says so. Throws `session_ended`.
 */
export async function proveSession(
  tx: Db,
  { userId, sessionId, methods, way }: { userId: string; sessionId: string; methods: readonly string[]; way?: string },
  now: Date,
): Promise<void> {
  const session = await lockLiveSession(tx, userId, sessionId, now);
  if (!session) throw new Problem("session_ended");
  const authenticationMethods = [...new Set([...session.authenticationMethods, ...methods])];
  const ways = [...new Set([...session.ways, ...(way === undefined ? waysOf(methods) : [way])])];
  await updateProof(tx, sessionId, { authenticationMethods, ways, authenticatedAt: now });
}
