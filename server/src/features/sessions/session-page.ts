import type { z } from "zod";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import type { pageQuery } from "../../http/schemas.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import type { Geoip } from "../../platform/geoip.ts";
import type { Session } from "./session.ts";
import { listLiveSessions } from "./sessions.queries.ts";

export type SessionPageDeps = { db: Db; clock: Clock; geoip: Geoip };

/** A session as its owner sees it. The place is looked up now, so that a newer file tells it better. */
export function presentSession({ geoip }: Pick<SessionPageDeps, "geoip">, session: Session, currentId: string | null) {
  const { authenticationMethods, impersonatorName, impersonationReason, ...rest } = session;
  return {
    ...rest,
    place: geoip.placeOf(session.ip),
    methods: authenticationMethods,
    isCurrent: session.id === currentId,
    impersonation: impersonatorName === null ? null : { by: impersonatorName, reason: impersonationReason ?? "" },
  };
}

/** One page of a person's live sessions, newest first. Throws 422 for a cursor that is none. */
export async function sessionPage(
  deps: SessionPageDeps,
  { userId, currentId, cursor, limit }: { userId: string; currentId: string | null } & z.output<typeof pageQuery>,
) {
  const sessions = await listLiveSessions(deps.db, userId, deps.clock(), { limit, ...(cursor && { before: decodeIdCursor(cursor) }) });
  const items = sessions.slice(0, limit).map((session) => presentSession(deps, session, currentId));
  return { items, nextCursor: sessions.length > limit ? encodeIdCursor(items.at(-1)) : null };
}
