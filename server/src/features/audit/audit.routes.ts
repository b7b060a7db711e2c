import { mount, type Api } from "../../http/mount.ts";
import type { Db } from "../../platform/db.ts";
import { listEventsOfUser } from "./audit.queries.ts";
import { listMyActivity } from "./audit.endpoints.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

export function auditRoutes(api: Api, { db }: { db: Db }): void {
  mount(api, listMyActivity, async ({ query: { cursor, limit } }, { principal }) => {
    const rows = await listEventsOfUser(db, principal.userId, { limit, ...(cursor && { after: decodeCursor(cursor) }) });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map(({ actorType, actorId, actorName, targetType, targetId, outcome, ...event }) => ({
        ...event,
        outcome: outcome as "success",
        actor: { type: actorType as "user", id: actorId, name: actorName },
        target: targetType && targetId ? { type: targetType, id: targetId } : null,
      })),
      nextCursor: rows.length > limit && last ? encodeCursor(last) : null,
    };
  });
}
