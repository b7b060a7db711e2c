import type { Clock } from "../src/platform/clock.ts";

export type MovableClock = Clock & {
  /** Moves now forward, or back when negative. */
  advance(seconds: number): void;
};

/** Runs with the real time, from where a test moves it to. */
export function movableClock(): MovableClock {
  let offset = 0;
  const clock = () => new Date(Date.now() + offset);
  return Object.assign(clock, { advance: (seconds: number) => void (offset += seconds * 1000) });
}
