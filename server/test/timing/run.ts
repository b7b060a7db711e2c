import { Agent } from "node:http";
import startServices from "../global-setup.ts";
import { sendRaw } from "../raw-request.ts";
import { createTestApp, type TestApp } from "../test-app.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { OPERATIONS, type Operation } from "./operations.ts";
import { createPeople, KINDS, type Kind } from "./people.ts";

/**
 * Whether the time of an answer tells what an address is to Gatehouse: unknown, known, known but not verified, or disabled.
 * The hash cost is low, so that a step that one of them leaves out shows. Samples are interleaved in random order, because a
 * machine grows slower and faster by itself.
 */
/** Another number may be said: `npm run test:timing -- 3000`. */
const SAMPLES = Number(process.argv[2] ?? 600);
const WARM_UP = 60;
const LEAST_PROBABILITY = 0.01;

type Times = Record<Kind, number[]>;

const print = (line: string) => process.stdout.write(`${line}\n`);

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

let askers = 0;

/** An IP address of its own for each request, so that no window fills. */
function nextAddress(): string {
  askers += 1;
  return `10.${(askers >> 16) & 255}.${(askers >> 8) & 255}.${askers & 255}`;
}

async function measure(app: TestApp, operation: Operation, samples: number): Promise<Times> {
  const people = await createPeople(app, WARM_UP + samples);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: Times = { unknown: [], known: [], unverified: [], disabled: [] };
  for (let turn = 0; turn < WARM_UP + samples; turn += 1) {
    for (const kind of shuffled(KINDS)) {
      const body = JSON.stringify(operation.body(people[kind](turn)));
      const headers = { "Content-Type": "application/json", "X-Forwarded-For": nextAddress() };
      const started = performance.now();
      const { status } = await sendRaw(app.server, { method: "POST", path: operation.path, headers, body, agent });
      const milliseconds = performance.now() - started;
      if (status !== operation.status) throw new Error(`${operation.name} of kind "${kind}" was answered with ${status}.`);
      if (turn >= WARM_UP) times[kind].push(milliseconds);
    }
  }
  agent.destroy();
  return times;
}

const PAIRS = KINDS.flatMap((one, index) => KINDS.slice(index + 1).map((other) => [one, other] as const));

/** Prints one line for each pair; answers with those that can be told apart. */
function toldApart(times: Times, leastProbability: number): string[] {
  const median = (kind: Kind) => times[kind].toSorted((a, b) => a - b)[Math.floor(times[kind].length / 2)] ?? 0;
  print(`medians: ${KINDS.map((kind) => `${kind} ${median(kind).toFixed(2)} ms`).join(", ")} (${times.unknown.length} samples each)`);
  print("pair                    distance   p");
  return PAIRS.flatMap(([one, other]) => {
    const { distance, probability } = kolmogorovSmirnov(times[one], times[other]);
    const isAlike = probability > leastProbability;
    const pair = `${one} / ${other}`;
    print(`${pair.padEnd(24)}${distance.toFixed(4)}     ${probability.toFixed(4)}${isAlike ? "" : "  told apart"}`);
    return isAlike ? [] : [pair];
  });
}

/**
 * Of a hundred honest comparisons one is told apart by chance. Where the first look tells any pair apart, a second one with
 * three times the samples decides over all of them, and asks for a probability that allows for their number.
 */
async function leaks(app: TestApp, operation: Operation): Promise<string[]> {
  print(`\n${operation.name}`);
  if (toldApart(await measure(app, operation, SAMPLES), LEAST_PROBABILITY).length === 0) return [];
  print("Once more, with three times the samples.");
  const found = toldApart(await measure(app, operation, 3 * SAMPLES), LEAST_PROBABILITY / PAIRS.length);
  return found.map((pair) => `${operation.name}: ${pair}`);
}

await startServices();
const app = await createTestApp({
  settings: { LOG_LEVEL: "silent", SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" },
});
try {
  const found: string[] = [];
  for (const operation of OPERATIONS) found.push(...(await leaks(app, operation)));
  print(found.length === 0 ? "\nPassed: the time of an answer tells nothing." : `\nFailed: told apart: ${found.join("; ")}.`);
  process.exitCode = found.length === 0 ? 0 : 1;
} finally {
  await app.close();
  await globalThis.stopTestServices();
}
