import type { z } from "zod";
import type { pageQuery } from "../../http/schemas.ts";
import type { Db } from "../../platform/db.ts";
import { asPerson, inOrganization } from "../../platform/tenant.ts";
import { listEventsOfOrganization, listEventsOfUser, type EventRow } from "./audit.queries.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

type Page = z.output<typeof pageQuery>;

const wantedOf = ({ cursor, limit }: Page) => ({ limit, ...(cursor && { after: decodeCursor(cursor) }) });

/** One page of the events that concern a person, newest first. Throws 422 for a cursor that is none. */
export async function eventPage(db: Db, { userId, ...page }: { userId: string } & Page) {
  const wanted = wantedOf(page);
  // In the person's own context, so that what concerns them in organizations is there too.
  return pageOf(await asPerson(db, userId, (tx) => listEventsOfUser(tx, userId, wanted)), page);
}

/** Likewise of an organization. */
export async function organizationEventPage(db: Db, { organizationId, ...page }: { organizationId: string } & Page) {
  const wanted = wantedOf(page);
  return pageOf(await inOrganization(db, organizationId, (tx) => listEventsOfOrganization(tx, organizationId, wanted)), page);
}

function pageOf(rows: readonly EventRow[], { limit }: Page) {
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
