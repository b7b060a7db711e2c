/**
 * The two-sample Kolmogorov-Smirnov test: the largest distance between the two empirical distribution functions, and how
 * probable one at least as large is when both samples come from one distribution (asymptotic, good from about 20 each).
 */
export function kolmogorovSmirnov(one: readonly number[], other: readonly number[]): { distance: number; probability: number } {
  const a = one.toSorted((x, y) => x - y);
  const b = other.toSorted((x, y) => x - y);
  let distance = 0;
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] ?? 0, b[j] ?? 0);
    while (i < a.length && a[i] === value) i += 1;
    while (j < b.length && b[j] === value) j += 1;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  return { distance, probability: tail((size + 0.12 + 0.11 / size) * distance) };
}

/** The upper tail of Kolmogorov's distribution: 2 Σ (-1)^(k-1) e^(-2 k² λ²), with Stephens' correction already in λ. */
function tail(lambda: number): number {
  if (lambda < 0.2) return 1;
  let sum = 0;
  for (let k = 1; k <= 100; k += 1) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * lambda * lambda);
  return Math.min(1, Math.max(0, sum));
}
