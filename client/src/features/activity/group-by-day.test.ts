import { expect, test } from "@jest/globals";
import { formatDay } from "../../lib/format.ts";
import { fakeEvent } from "./fake-event.ts";
import { groupByDay } from "./group-by-day.ts";

const nowMs = Date.parse("2026-11-21T12:00:00Z");
const at = (id: string, occurredAt: string) => fakeEvent({ id, occurredAt });

test("events keep their order and stand under their day, of which the last two have names", () => {
  const older = "2026-11-18T12:00:00Z";
  const events = [at("a", "2026-11-21T11:59:00Z"), at("b", "2026-11-21T11:00:00Z"), at("c", "2026-11-20T12:00:00Z"), at("d", older)];
  const days = groupByDay(events, nowMs).map(({ title, events }) => [title, events.map(({ id }) => id)]);
  expect(days).toEqual([
    ["Today", ["a", "b"]],
    ["Yesterday", ["c"]],
    [formatDay(older), ["d"]],
  ]);
});

test("no events, no days", () => {
  expect(groupByDay([], nowMs)).toEqual([]);
});
