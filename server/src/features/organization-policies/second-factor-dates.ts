import type { Policy } from "../../http/access/policy.ts";
import { addSeconds } from "../../platform/clock.ts";

type Demand = Pick<Policy, "secondFactor" | "secondFactorFrom" | "anySecondFactorFrom">;

const DAY_SECONDS = 86_400;
const STRICTNESS = { off: 0, optional: 0, required: 1, passkey_only: 2 } as const;

const earlier = (one: Date | null, other: Date | null) => (one === null || (other !== null && other < one) ? other : one);

/**
 * From when a demand for a second factor bites. A stricter one has a grace of its own, in which what was asked before is still asked; one that is as
 * strict or looser keeps the earlier of the dates, so that nobody has their grace lengthened by a change of something else.
 */
export function secondFactorDates(before: Demand, secondFactor: Policy["secondFactor"], graceDays: number | undefined, now: Date): Demand {
  const [is, was] = [STRICTNESS[secondFactor], STRICTNESS[before.secondFactor]];
  const granted = addSeconds(now, (graceDays ?? 0) * DAY_SECONDS);
  if (is === 0) return { secondFactor, secondFactorFrom: null, anySecondFactorFrom: null };
  // A row that says no date is of a demand that bites.
  const begun = before.secondFactorFrom ?? now;
  if (is > was) return { secondFactor, secondFactorFrom: granted, anySecondFactorFrom: is === 2 && was === 1 ? begun : null };
  const kept = graceDays === undefined ? begun : (earlier(begun, granted) ?? begun);
  if (is === was) return { secondFactor, secondFactorFrom: kept, anySecondFactorFrom: before.anySecondFactorFrom };
  return { secondFactor, secondFactorFrom: earlier(kept, before.anySecondFactorFrom), anySecondFactorFrom: null };
}
