import type { AuditEvent } from "../../api/types.ts";
import { formatNumber } from "../../lib/format.ts";
import { OutOfDate } from "../../ui/out-of-date.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { Ledger, LedgerGroup } from "../../ui/table.tsx";
import { eventColumns, EventRow } from "./event-row.tsx";
import { groupByDay } from "./group-by-day.ts";

interface ActivityLedgerProps {
  /** Whose it is: "Your activity". */
  label: string;
  /** What will appear here, as long as there is nothing. */
  empty: string;
  events: AuditEvent[];
  more: boolean;
  busy: boolean;
  /** Why the last read failed; what was read before stays. */
  error: unknown;
  /** When it was read, in milliseconds of the wall clock. */
  readAtMs: number;
  onMore: () => void;
  onRefresh: () => void;
}

/** The events read so far, by day. */
export function ActivityLedger({ label, empty, events, more, busy, error, readAtMs, onMore, onRefresh }: ActivityLedgerProps) {
  if (events.length === 0) {
    return <EmptyState title="Nothing is recorded yet">{empty}</EmptyState>;
  }
  return (
    <>
      <OutOfDate readAtMs={readAtMs} failed={Boolean(error)} onRefresh={onRefresh} />
      <Ledger label={label} columns={eventColumns}>
        {groupByDay(events).map((day) => (
          <LedgerGroup key={day.title} title={day.title} columns={eventColumns.length}>
            {day.events.map((event) => (
              <EventRow key={event.id} event={event} />
            ))}
          </LedgerGroup>
        ))}
      </Ledger>
      <LoadMore more={more} busy={busy} error={error} onMore={onMore}>
        {formatNumber(events.length)} {events.length === 1 ? "event" : "events"}
        {more ? "" : ", back to the first"}
      </LoadMore>
    </>
  );
}
