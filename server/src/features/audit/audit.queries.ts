import type { Db } from "../../platform/db.ts";
import type { AuditEvent } from "./audit-event.ts";

export type StoredEvent = AuditEvent & { id: string; occurredAt: Date };

export type EventRow = {
  id: string;
  /** A bigint, which comes as text. */
  sequence: string;
  occurredAt: Date;
  organizationId: string | null;
  actorType: string;
  actorId: string | null;
  actorName: string | null;
  action: string;
  outcome: string;
  targetType: string | null;
  targetId: string | null;
  subjectUserId: string | null;
  requestId: string | null;
  ip: string | null;
  userAgent: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** Where a page of events ends. Newest first. */
export type EventPosition = { occurredAt: Date; sequence: string };

/** So many rows hold no more values than one statement takes. */
const MOST_PER_STATEMENT = 1_000;

export async function insertEvents(tx: Db, events: readonly StoredEvent[]): Promise<void> {
  for (let first = 0; first < events.length; first += MOST_PER_STATEMENT) {
    await tx("auditEvents").insert(events.slice(first, first + MOST_PER_STATEMENT).map(toRow));
  }
}

function toRow(event: StoredEvent) {
  const { actor, target, origin } = event;
  return {
    id: event.id,
    occurredAt: event.occurredAt,
    organizationId: event.organizationId ?? null,
    actorType: actor.type,
    actorId: "id" in actor ? actor.id : null,
    actorName: "name" in actor ? actor.name : null,
    action: event.action,
    outcome: event.outcome,
    targetType: target?.type ?? null,
    targetId: target?.id ?? null,
    subjectUserId: event.subjectUserId ?? null,
    requestId: origin?.requestId ?? null,
    ip: origin?.ip ?? null,
    userAgent: origin?.userAgent ?? null,
    before: event.before ? JSON.stringify(event.before) : null,
    after: event.after ? JSON.stringify(event.after) : null,
  };
}

type Page = { after?: EventPosition; limit: number };

/** The events that concern one person, newest first, one more than `limit` when there is a further page. */
export async function listEventsOfUser(db: Db, userId: string, page: Page): Promise<EventRow[]> {
  return newestOf(db, { subjectUserId: userId }, page);
}

/** The events of an organization, in its context, likewise. */
export async function listEventsOfOrganization(tx: Db, organizationId: string, page: Page): Promise<EventRow[]> {
  return newestOf(tx, { organizationId }, page);
}

async function newestOf(db: Db, which: Partial<EventRow>, { after, limit }: Page): Promise<EventRow[]> {
  const query = db<EventRow>("auditEvents").where(which);
  if (after) void query.whereRaw("(occurred_at, sequence) < (?, ?)", [after.occurredAt, after.sequence]);
  return query
    .orderBy([
      { column: "occurredAt", order: "desc" },
      { column: "sequence", order: "desc" },
    ])
    .limit(limit + 1);
}

/** Makes the partitions of this month and the next two. Harmless when they exist and when several processes call it at once. */
export async function ensurePartitions(db: Db, now: Date): Promise<void> {
  await db.raw("select ensure_audit_partitions(?)", [now]);
}
