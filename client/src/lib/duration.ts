const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** "8 hours", "1 day 12 hours", in the reader's language: whole units, the two largest at most. */
export function formatDuration(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    if (count === 0) continue;
    rest -= count * size;
    parts.push(new Intl.NumberFormat(undefined, { style: "unit", unit, unitDisplay: "long" }).format(count));
    if (parts.length === 2) break;
  }
  return parts.join(" ") || new Intl.NumberFormat(undefined, { style: "unit", unit: "second", unitDisplay: "long" }).format(0);
}
