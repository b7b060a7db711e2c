import type { z } from "zod";
import type { pageQuery } from "../../http/schemas.ts";
import type { Db } from "../../platform/db.ts";
import { asPerson } from "../../platform/tenant.ts";
import { listEventsOfUser } from "./audit.queries.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

/** One page of the events that concern a person, newest first. Throws 422 for a cursor that is none. */
export async function eventPage(db: Db, { userId, cursor, limit }: { userId: string } & z.output<typeof pageQuery>) {
  const wanted = { limit, ...(cursor && { after: decodeCursor(cursor) }) };
  // In the person's own context, so that what concerns them in organizations is there too.
  const rows = await asPerson(db, userId, (tx) => listEventsOfUser(tx, userId, wanted));
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
}
