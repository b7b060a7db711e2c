import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { unmetDemands, type Policy } from "../../http/access/policy.ts";
import { addSeconds } from "../../platform/clock.ts";
import { secondFactorDates } from "./second-factor-dates.ts";

const START = new Date("2026-11-28T12:00:00Z");
const day = (days: number) => addSeconds(START, days * 86_400);
const OPEN: Policy = {
  secondFactor: "off",
  secondFactorFrom: null,
  anySecondFactorFrom: null,
  allowedMethods: null,
  allowedDomains: null,
  idleSeconds: null,
  absoluteSeconds: null,
  ipRanges: [],
};
type Level = Policy["secondFactor"];
const set = (before: Policy, secondFactor: Level, graceDays: number | undefined, now: Date): Policy => ({
  ...before,
  ...secondFactorDates(before, secondFactor, graceDays, now),
});
/** What somebody is asked for who has shown a password alone, and who has shown a code beside it. */
const asked = (policy: Policy, now: Date, methods: string[] = ["pwd"]) =>
  unmetDemands(policy, { methods, ways: ["password"], authenticatedAt: now, emailDomain: "example.com" }, now);
const CODE = ["pwd", "otp", "mfa"];

test("a demand bites at the end of its grace, without any change in between", () => {
  const policy = set(OPEN, "required", 14, START);
  expect(asked(policy, addSeconds(day(14), -1))).toEqual([]);
  expect(asked(policy, day(14))).toEqual(["second_factor"]);
  expect(asked(set(OPEN, "passkey_only", undefined, START), START)).toEqual(["passkey"]);
});

test("a stricter demand has its own grace, in which what was asked before is still asked", () => {
  const policy = set(set(OPEN, "required", 2, START), "passkey_only", 10, day(1));
  expect(asked(policy, day(1))).toEqual([]);
  expect(asked(policy, day(2))).toEqual(["second_factor"]);
  expect(asked(policy, day(10), CODE)).toEqual([]);
  expect(asked(policy, day(11), CODE)).toEqual(["passkey"]);
});

test("the same demand again, or a looser one, lengthens no grace", () => {
  const policy = set(OPEN, "required", 5, START);
  expect(set(policy, "required", 30, day(1)).secondFactorFrom).toEqual(day(5));
  expect(set(policy, "required", undefined, day(1)).secondFactorFrom).toEqual(day(5));
  expect(set(policy, "required", 1, day(1)).secondFactorFrom).toEqual(day(2));
  expect(set(set(policy, "passkey_only", 30, day(1)), "required", 30, day(2)).secondFactorFrom).toEqual(day(5));
  expect(set(policy, "optional", 9, day(1)).secondFactorFrom).toBeNull();
});

test("whatever is set one after the other while the demand does not loosen: who was asked for a second factor once is asked for one from then on", () => {
  const steps = fc.array(
    fc.record({
      level: fc.constantFrom<Level>("required", "passkey_only"),
      grace: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
      wait: fc.integer({ min: 0, max: 20 }),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(steps, (all) => {
      let policy = OPEN;
      let today = 0;
      let wasAsked = false;
      for (const { level, grace, wait } of all) {
        policy = set(policy, level, grace, day(today));
        const isAsked = asked(policy, day(today)).length > 0;
        if (wasAsked) expect(isAsked).toBe(true);
        today += wait;
        wasAsked = asked(policy, day(today)).length > 0;
      }
    }),
    { numRuns: 1_000 },
  );
});
