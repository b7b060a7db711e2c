import { expect, test } from "@jest/globals";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";

/** A small generator with a seed, so that the test is the same every time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const sample = (size: number, random: () => number, shift = 0) => Array.from({ length: size }, () => random() + shift);

test("the distance of small samples is what one counts by hand", () => {
  expect(kolmogorovSmirnov([1, 2, 3, 4], [1, 2, 3, 4])).toEqual({ distance: 0, probability: 1 });
  expect(kolmogorovSmirnov([1, 2], [3, 4]).distance).toBe(1);
  expect(kolmogorovSmirnov([1, 3, 5, 7], [2, 3, 3, 8]).distance).toBe(0.25);
  expect(kolmogorovSmirnov([3, 1, 2], [2, 3, 1]).distance).toBe(0);
});

test("the probability is that of the tables: 5 % at 1.358 and 1 % at 1.628", () => {
  const at = (lambda: number) => {
    const size = 1_000;
    const steps = Math.round((lambda / Math.sqrt(size / 2)) * size);
    const low = Array.from({ length: size }, (_, index) => index);
    return kolmogorovSmirnov(
      low,
      low.map((value) => value + steps),
    ).probability;
  };
  expect(at(1.358)).toBeCloseTo(0.05, 1);
  expect(at(1.628)).toBeCloseTo(0.01, 2);
});

test("samples of one distribution are told apart as often as the level says, and shifted ones always", () => {
  const random = randomFrom(7);
  let alarms = 0;
  for (let round = 0; round < 400; round += 1) {
    if (kolmogorovSmirnov(sample(300, random), sample(300, random)).probability <= 0.05) alarms += 1;
  }
  expect(alarms).toBeGreaterThan(8);
  expect(alarms).toBeLessThan(36);
  expect(kolmogorovSmirnov(sample(300, random), sample(300, random, 0.25)).probability).toBeLessThan(0.001);
});
