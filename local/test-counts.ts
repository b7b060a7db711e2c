import { readFileSync, rmSync } from "node:fs";

export type Counts = { passed: number; failed: number; skipped: number };

/** Reads and removes a report of `jest --json`; undefined when Jest ended before it could write one. A file that cannot even run counts as failed. */
export function takeJestReport(file: string): Counts | undefined {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const count = (name: string): number => Number(report[name] ?? 0);
    return {
      passed: count("numPassedTests"),
      failed: count("numFailedTests") + count("numRuntimeErrorTestSuites"),
      skipped: count("numPendingTests") + count("numTodoTests"),
    };
  } catch {
    return undefined;
  } finally {
    rmSync(file, { force: true });
  }
}

/** The plain last line of a run. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

/** The counts of a program that ends, as we do, with such a line. */
export function countsIn(output: string): Counts | undefined {
  const [, passed, failed, skipped = "0"] =
    /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m.exec(output.trimEnd().split("\n").at(-1) ?? "") ?? [];
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}
