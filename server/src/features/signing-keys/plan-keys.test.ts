import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { addSeconds } from "../../platform/clock.ts";
import { keyActiveAt, planKeys, PUBLISH_AHEAD_SECONDS, type KeyPolicy } from "./plan-keys.ts";
import type { KeySchedule } from "./signing-key.ts";

const DAY = 86_400;
const START = new Date("2026-01-01T00:00:00Z");
const policy: KeyPolicy = { purpose: "access", algorithm: "ES256", rotateAfterSeconds: 30 * DAY, tokenTtlSeconds: 600 };

/** Does to the schedule what the plan says. */
function apply(keys: KeySchedule[], now: Date, force = false, with_: KeyPolicy = policy): KeySchedule[] {
  const plan = planKeys(keys, with_, now, force);
  const kept = keys
    .filter(({ id }) => !plan.remove.includes(id))
    .map((key) => ({ ...key, removesAt: plan.retire.find(({ id }) => id === key.id)?.removesAt ?? key.removesAt }));
  if (!plan.create) return kept;
  return [
    ...kept,
    {
      id: `key${now.getTime()}`,
      purpose: with_.purpose,
      algorithm: with_.algorithm,
      createdAt: now,
      activatesAt: plan.create.activatesAt,
      removesAt: null,
    },
  ];
}

test("the first key signs at once", () => {
  const keys = apply([], START);
  expect(keyActiveAt(keys, "access", START)?.activatesAt).toEqual(START);
});

test("another algorithm, or an operator's wish, publishes the next key a day ahead", () => {
  const first = apply([], START);
  for (const keys of [apply(first, START, true), apply(first, START, false, { ...policy, algorithm: "RS256" })]) {
    expect(keys).toHaveLength(2);
    expect(keyActiveAt(keys, "access", START)?.id).toBe(first[0]?.id);
    expect(keyActiveAt(keys, "access", addSeconds(START, PUBLISH_AHEAD_SECONDS))?.id).toBe(keys[1]?.id);
    expect(apply(keys, START, true)).toHaveLength(2);
  }
});

test("keys of another purpose are not touched", () => {
  const other: KeySchedule = { id: "r", purpose: "refresh", algorithm: "HS256", createdAt: START, activatesAt: START, removesAt: START };
  expect(planKeys([other], policy, addSeconds(START, DAY)).remove).toEqual([]);
});

test("over any number of days and any pauses of maintenance: there is always a key, published before it signs, kept as long as its tokens", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 * 24 }), { minLength: 1, maxLength: 60 }), (pausesHours) => {
      let keys = apply([], START);
      let now = START;
      for (const hours of pausesHours) {
        now = addSeconds(now, hours * 3_600);
        const signsNow = keyActiveAt(keys, "access", now);
        const next = apply(keys, now);
        for (const created of next.filter(({ id }) => !keys.some((key) => key.id === id))) {
          expect(created.activatesAt.getTime() - now.getTime()).toBe(PUBLISH_AHEAD_SECONDS * 1000);
        }
        keys = next;
        expect(keyActiveAt(keys, "access", now)?.id).toBe(signsNow?.id);
        expect(signsNow).toBeDefined();
        const lastToken = keyActiveAt(keys, "access", addSeconds(now, -policy.tokenTtlSeconds + 1));
        expect(lastToken && (lastToken.removesAt === null || lastToken.removesAt > now)).toBeTruthy();
      }
    }),
    { numRuns: 300 },
  );
});
