/** Dates and numbers in the reader's own language and zone. The formatters are made once: making one is slow. */
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });
const time = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const number = new Intl.NumberFormat();
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });

/** "21 Nov 2026, 10:42" in the reader's zone. Takes ISO 8601. */
export function formatDateTime(iso: string): string {
  return dateTime.format(new Date(iso));
}

/** "21 Nov 2026" in the reader's zone. */
export function formatDay(iso: string): string {
  return day.format(new Date(iso));
}

/** "10:42:07" in the reader's zone, always 24 hours, for columns of times. */
export function formatTime(iso: string): string {
  return time.format(new Date(iso));
}

/** "2026-11-21 10:42:07 UTC": what a log line says, for the title of a shown time. */
export function formatUtc(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** "118,402" in the reader's grouping. */
export function formatNumber(value: number): string {
  return number.format(value);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** "3 minutes ago", "in 2 days": the largest unit that fits. */
export function formatAgo(iso: string, nowMs: number = Date.now()): string {
  const seconds = Math.round((Date.parse(iso) - nowMs) / 1000);
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? (["second", 1] as const);
  return ago.format(Math.round(seconds / size), unit);
}
