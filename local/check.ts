import { parseArgs } from "node:util";
import { type CheckStep, checkSteps } from "./check-steps.ts";
import { describeError, explained } from "./explained.ts";
import { type Counts, countsIn, summaryLine, takeJestReport } from "./test-counts.ts";
import { localPath } from "./project.ts";
import { runCommand } from "./run-command.ts";

/** `npm test`: runs every check, whatever became of the ones before, and ends with one plain line of counts. `npm test -- --only lint` runs those whose name has the word. */
try {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const failedNames: string[] = [];
  for (const step of chosenSteps()) {
    const counts = await runStep(step);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
    if (counts.failed > 0) failedNames.push(step.name);
  }
  if (failedNames.length > 0) console.log(`\nFailed: ${failedNames.join(", ")}`);
  console.log(`\n${summaryLine(total)}`);
  process.exitCode = total.failed > 0 ? 1 : 0;
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}

function chosenSteps(): CheckStep[] {
  const { values } = parseArgs({ options: { only: { type: "string", multiple: true } } });
  const words = values.only ?? [""];
  const steps = checkSteps.filter(({ name }) => words.some((word) => name.includes(word)));
  if (steps.length > 0) return steps;
  throw explained(`No check is called ${words.join(" or ")}. There are: ${checkSteps.map(({ name }) => name).join(", ")}.`);
}

async function runStep(step: CheckStep): Promise<Counts> {
  console.log(`\n== ${step.name}`);
  const reportFile = localPath(`jest-${process.pid}.json`);
  const startedAt = Date.now();
  const { code, output } = await runCommand(step.jest ? [...step.command, "--json", `--outputFile=${reportFile}`] : step.command);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const report = step.jest ? takeJestReport(reportFile) : countsIn(output);
  const counts = report ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // A runner may fail for a reason that is no test: a set-up that broke, a threshold.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  if (counts.failed > 0) console.log(withoutJson(output).trimEnd());
  console.log(`${counts.failed === 0 ? "ok" : "FAILED"} in ${seconds} s${report ? `: ${summaryLine(report)}` : ""}`);
  return counts;
}

/** Jest prints its report, one long line, also where people read. */
function withoutJson(output: string): string {
  return output
    .split("\n")
    .filter((line) => !line.startsWith('{"num'))
    .join("\n");
}
