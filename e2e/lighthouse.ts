import { launch } from "chrome-launcher";
import lighthouse, { type Flags, type Result } from "lighthouse";
import { chromiumFlags, chromiumPath, launchChromium } from "./chromium.ts";
import { openSlowLine } from "./slow-line.ts";
import { visitOnce } from "./slow-visit.ts";
import { withWorld } from "./with-world.ts";

/**
 * Measures the sign-in page and fails when it misses what is promised. Lighthouse gives the scores, on its own model of a
 * slow phone. The times come from a real browser at the end of a line that really is slow: the model assumes that every
 * script delays the largest paint, also those that begin after it.
 */
const slow3G = { roundTripMs: 300, bitsPerSecond: 700_000 };
const leastScore = 95;
const mostLargestPaintMs = 1_500;
const mostInteractiveMs = 2_300;
const scoringRuns = 3;
const visits = 5;

const flags: Flags = {
  output: "json",
  logLevel: "error",
  onlyCategories: ["performance", "accessibility", "best-practices", "seo"],
  throttlingMethod: "simulate",
  throttling: {
    rttMs: slow3G.roundTripMs,
    throughputKbps: slow3G.bitsPerSecond / 1_000,
    cpuSlowdownMultiplier: 4,
    requestLatencyMs: 0,
    downloadThroughputKbps: 0,
    uploadThroughputKbps: 0,
  },
};

type Row = { label: string; values: number[]; wanted: string; holds: (median: number) => boolean };

async function score(url: string): Promise<Result> {
  const chrome = await launch({ chromePath: chromiumPath, chromeFlags: ["--headless", ...chromiumFlags], logLevel: "silent" });
  try {
    const result = await lighthouse(url, { ...flags, port: chrome.port });
    if (!result || result.lhr.runtimeError) throw new Error(result?.lhr.runtimeError?.message ?? "Lighthouse gave no result.");
    return result.lhr;
  } finally {
    chrome.kill();
  }
}

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function scores(url: string): Promise<Row[]> {
  const results: Result[] = [];
  for (let run = 0; run < scoringRuns; run += 1) results.push(await score(url));
  console.log(`Lighthouse's benchmarkIndex: ${medianOf(results.map(({ environment }) => environment.benchmarkIndex))}`);
  return Object.keys(results[0]?.categories ?? {}).map((id) => ({
    label: `Lighthouse: ${id}`,
    values: results.map((result) => Math.round((result.categories[id]?.score ?? 0) * 100)),
    wanted: `at least ${leastScore}`,
    holds: (median) => median >= leastScore,
  }));
}

async function times(origin: string): Promise<Row[]> {
  const browser = await launchChromium();
  const line = await openSlowLine(origin, slow3G);
  try {
    const seen = [];
    for (let visit = 0; visit < visits; visit += 1) seen.push(await visitOnce(browser, `${line.origin}/sign-in`));
    const row = (label: string, values: number[], most: number): Row => ({
      label,
      values,
      wanted: `at most ${most} ms`,
      holds: (median) => median <= most,
    });
    return [
      row(
        "slow 3G: largest paint",
        seen.map(({ largestPaintMs }) => largestPaintMs),
        mostLargestPaintMs,
      ),
      row(
        "slow 3G: interactive",
        seen.map(({ interactiveMs }) => interactiveMs),
        mostInteractiveMs,
      ),
    ];
  } finally {
    await line.close();
    await browser.close();
  }
}

await withWorld(async ({ origin }) => {
  const rows = [...(await times(origin)), ...(await scores(`${origin}/sign-in`))];
  const judged = rows.map((row) => ({ ...row, median: medianOf(row.values) }));
  console.table(
    judged.map(({ label, median, values, wanted, holds }) => ({ label, median, runs: values.join(", "), wanted, holds: holds(median) })),
  );
  const missed = judged.filter(({ holds, median }) => !holds(median));
  if (missed.length === 0) return;
  console.error(`Missed: ${missed.map(({ label }) => label).join(", ")}.`);
  process.exitCode = 1;
});
