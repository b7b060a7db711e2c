import { expect, test } from "@jest/globals";
import { formatDuration } from "./duration.ts";

test.each([
  [0, "0 seconds"],
  [45, "45 seconds"],
  [900, "15 minutes"],
  [3_600, "1 hour"],
  [5_400, "1 hour 30 minutes"],
  [129_600, "1 day 12 hours"],
  [2_592_000, "30 days"],
  [90_061, "1 day 1 hour"],
])("%i seconds are told as %s", (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});
