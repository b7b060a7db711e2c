const longestMs = 30_000;

/** How long to wait after so many failures in a row: 1, 2, 4 ... 30 seconds, each shortened at random so that tabs do not come together. */
export function retryDelayMs(failures: number, random: () => number = Math.random): number {
  return Math.min(longestMs, 1_000 * 2 ** (failures - 1)) * (0.5 + random() / 2);
}
