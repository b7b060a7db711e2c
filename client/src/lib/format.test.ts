import { expect, test } from "@jest/globals";
import { formatCountdown } from "./countdown.ts";
import { formatAgo, formatTime, formatUtc } from "./format.ts";

test("a time can always be read in UTC, to the second", () => {
  expect(formatUtc("2026-11-21T10:42:07.118Z")).toBe("2026-11-21 10:42:07 UTC");
});

test("a time in a column has 24 hours, also at midnight", () => {
  const midnight = new Date(2026, 10, 21, 0, 0, 5);
  expect(formatTime(midnight.toISOString())).toBe("00:00:05");
});

test("a distance in time uses the largest unit that fits", () => {
  const now = Date.parse("2026-11-21T10:00:00Z");
  const say = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  expect(formatAgo("2026-11-21T09:57:00Z", now)).toBe(say.format(-3, "minute"));
  expect(formatAgo("2026-11-23T10:00:00Z", now)).toBe(say.format(2, "day"));
  expect(formatAgo("2026-11-21T10:00:00Z", now)).toBe(say.format(0, "second"));
});

test("a countdown shows minutes only when there are any", () => {
  expect([0, 59, 60, 125].map(formatCountdown)).toEqual(["0 s", "59 s", "1:00", "2:05"]);
});
