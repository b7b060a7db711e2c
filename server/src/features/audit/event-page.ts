import type { z } from "zod";
import type { pageQuery } from "../../http/schemas.ts";
import type { Db } from "../../platform/db.ts";
import { asPerson, inOrganization } from "../../platform/tenant.ts";
import { listEventsOfOrganization, listEventsOfUser, type EventRow } from "./audit.queries.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";

type Page = z.output<typeof pageQuery>;

const wantedOf = ({ cursor, limit }: Page) => ({ limit, ...(cursor && { after: decodeCursor(cursor) }) });

/** One page of the events that concern a person, newest first, for who looks after people. Throws 422 for a cursor that is none. */
export async function eventPage(db: Db, { userId, ...page }: { userId: string } & Page) {
  const wanted = wantedOf(page);
  // In the person's own context, so that what concerns them in organizations is there too.
  return pageOf(await asPerson(db, userId, (tx) => listEventsOfUser(tx, userId, wanted)), page);
}

/** Likewise for the person themselves: what somebody else did to them is told without where that was, as in the copy of their data. */
export async function ownEventPage(db: Db, { userId, ...page }: { userId: string } & Page) {
  const { items, nextCursor } = await eventPage(db, { userId, ...page });
  const isByAnother = ({ actor }: (typeof items)[number]) => actor.type === "user" && actor.id !== userId;
  return { items: items.map((event) => (isByAnother(event) ? { ...event, ip: null, userAgent: null } : event)), nextCursor };
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
