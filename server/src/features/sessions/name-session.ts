import { Problem } from "../../http/problem.ts";
import type { Origin } from "../../http/principal.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { recordEvent } from "../audit/index.ts";
import { getUser } from "../users/index.ts";
import type { Session } from "./session.ts";
import { lockLiveSession, updateSessionName } from "./sessions.queries.ts";

export type SessionNaming = { userId: string; sessionId: string; name: string | null; origin: Origin };

/** Names a live session of the person, or takes its name away. Throws `not_found` for what is not theirs. */
export async function nameSession(
  { db, clock }: { db: Db; clock: Clock },
  { userId, sessionId, name, origin }: SessionNaming,
): Promise<Session> {
  return db.transaction(async (tx) => {
    const now = clock();
    const before = await lockLiveSession(tx, userId, sessionId, now);
    if (!before) throw new Problem("not_found");
    const { name: userName } = await getUser(tx, userId);
    await updateSessionName(tx, sessionId, name);
    const actor = { type: "user", id: userId, name: userName } as const;
    const target = { type: "session", id: sessionId } as const;
    const change = { before: { name: before.name }, after: { name } };
    await recordEvent(tx, { action: "session.named", outcome: "success", actor, target, subjectUserId: userId, origin, ...change }, now);
    return { ...before, name };
  });
}
