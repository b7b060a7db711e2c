import { formatAgo, formatDateTime, formatDay, formatTime, formatUtc } from "../lib/format.ts";

const formats = { moment: formatDateTime, day: formatDay, clock: formatTime, distance: formatAgo, utc: formatUtc };

/** A moment in the reader's own zone; the title says it in UTC, as a log line does. Takes ISO 8601. */
export function Time({ at, as = "moment" }: { at: string; as?: keyof typeof formats }) {
  const machine = as === "clock" || as === "utc";
  return (
    <time dateTime={at} title={formatUtc(at)} className={machine ? "font-mono text-small whitespace-nowrap" : undefined}>
      {formats[as](at)}
    </time>
  );
}
