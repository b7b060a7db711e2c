import type { Db } from "../../platform/db.ts";
import { newId } from "../../platform/ids.ts";
import type { AuditEvent } from "./audit-event.ts";
import { insertEvents } from "./audit.queries.ts";

/**
 * Writes one audit event. Call it inside the transaction of the change it tells of, so that neither exists without the other.
 * Its time and its id are the caller's `at`, so that events of one request sort as they happened.
 */
export async function recordEvent(tx: Db, event: AuditEvent, at: Date): Promise<void> {
  await recordEvents(tx, [event], at);
}

/** The same for many events of one change. */
export async function recordEvents(tx: Db, events: readonly AuditEvent[], at: Date): Promise<void> {
  await insertEvents(
    tx,
    events.map((event) => ({ ...event, id: newId(at), occurredAt: at })),
  );
}
