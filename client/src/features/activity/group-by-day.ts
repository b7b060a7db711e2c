import type { AuditEvent } from "../../api/types.ts";
import { formatDay } from "../../lib/format.ts";

/** The events of one day in the reader's zone. */
export interface Day {
  title: string;
  events: AuditEvent[];
}

const dayMs = 86_400_000;

/** Parts a list by days, keeping its order; the last two days have names. */
export function groupByDay(events: AuditEvent[], nowMs: number = Date.now()): Day[] {
  const today = formatDay(new Date(nowMs).toISOString());
  const yesterday = formatDay(new Date(nowMs - dayMs).toISOString());
  const days: Day[] = [];
  for (const event of events) {
    const day = formatDay(event.occurredAt);
    const title = day === today ? "Today" : day === yesterday ? "Yesterday" : day;
    const last = days.at(-1);
    if (last?.title === title) last.events.push(event);
    else days.push({ title, events: [event] });
  }
  return days;
}
