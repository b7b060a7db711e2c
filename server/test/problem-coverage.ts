import { appendFileSync, readFileSync } from "node:fs";
import type { EndpointDefinition } from "../src/http/endpoint.ts";
import { problemCodes } from "../src/http/openapi.ts";

/**
 * Keeps the promise that every problem an endpoint lists is produced by some test. The test files run in processes of their
 * own, so each writes into one file what its app declares ("? operation code") and what was answered ("! operation code").
 */
const file = () => process.env.GATEHOUSE_TEST_PROBLEMS;

function note(lines: string[]): void {
  const path = file();
  if (path) appendFileSync(path, lines.map((line) => `${line}\n`).join(""));
}

export function noteDeclaredProblems(endpoints: readonly EndpointDefinition[]): void {
  note(endpoints.flatMap((endpoint) => problemCodes(endpoint).map((code) => `? ${endpoint.operationId} ${code}`)));
}

export function noteProducedProblem(operationId: string, code: string): void {
  note([`! ${operationId} ${code}`]);
}

/** The problems that are declared and that no test produced, one line for each operation. */
export function missingProblems(notes: string): string[] {
  const lines = notes.split("\n");
  const marked = (mark: string) => new Set(lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(2)));
  const produced = marked("!");
  const missing = [...marked("?")].filter((line) => !produced.has(line)).map((line) => line.split(" "));
  const byOperation = Object.groupBy(missing, ([operationId = ""]) => operationId);
  return Object.entries(byOperation)
    .map(([operationId, all = []]) => `${operationId}: ${all.map(([, code]) => code).join(", ")}`)
    .sort();
}

/** What of Jest's settings says that only some of the tests run. */
export type RunSelection = {
  testPathPatterns: { patterns: readonly string[] };
  testNamePattern?: string | undefined;
  onlyChanged: boolean;
  onlyFailures: boolean;
  findRelatedTests: boolean;
  shard?: object | undefined;
};

export function isFullRun(run: RunSelection): boolean {
  return (
    run.testPathPatterns.patterns.length === 0 &&
    !run.testNamePattern &&
    !run.onlyChanged &&
    !run.onlyFailures &&
    !run.findRelatedTests &&
    !run.shard
  );
}

/** Throws, and with that fails the run, when all tests ran and a declared problem was never seen. */
export function requireAllProblems(run: RunSelection): void {
  const path = file();
  if (!path || !isFullRun(run)) return;
  const missing = missingProblems(readFileSync(path, "utf8"));
  if (missing.length > 0) throw new Error(`No test produces these problems, which the endpoints list:\n  ${missing.join("\n  ")}`);
}
