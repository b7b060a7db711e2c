import { Agent } from "node:http";
import { disableUser } from "../../src/features/user-administration/index.ts";
import { newEmail, PASSWORD, registerPerson } from "../client.ts";
import startServices from "../global-setup.ts";
import { sendRaw } from "../raw-request.ts";
import { createTestApp, type TestApp } from "../test-app.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";

/**
 * Whether the time of a refused sign-in tells an unknown address, a wrong password and a disabled account apart. The hash
 * cost is low, so that a step that one of them leaves out shows. Samples are interleaved in random order, because a machine
 * grows slower and faster by itself.
 */
const KINDS = ["unknown", "wrong", "disabled"] as const;
const SAMPLES = 300;
const WARM_UP = 60;
const LEAST_PROBABILITY = 0.01;
const PEOPLE = 10;

type Kind = (typeof KINDS)[number];
type Times = Record<Kind, number[]>;

const WRONG_PASSWORD = Array.from(PASSWORD).toReversed().join("");
const print = (line: string) => process.stdout.write(`${line}\n`);

async function prepare(app: TestApp): Promise<(kind: Kind, turn: number) => { email: string; password: string }> {
  const register = async (): Promise<string[]> => {
    const people: string[] = [];
    for (let person = 0; person < PEOPLE; person += 1) people.push((await registerPerson(app, { email: newEmail() })).email);
    return people;
  };
  const wrong = await register();
  const disabled = await register();
  for (const email of disabled) await disableUser(app.deps, { email, actor: { type: "system" } });
  return (kind, turn) => ({
    email: { unknown: newEmail(), wrong: wrong[turn % PEOPLE] ?? "", disabled: disabled[turn % PEOPLE] ?? "" }[kind],
    password: kind === "disabled" ? PASSWORD : WRONG_PASSWORD,
  });
}

function shuffled<T>(values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}

async function measure(app: TestApp, samples: number): Promise<Times> {
  const credentials = await prepare(app);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: Times = { unknown: [], wrong: [], disabled: [] };
  for (let turn = 0; turn < WARM_UP + samples; turn += 1) {
    for (const kind of shuffled(KINDS)) {
      const body = JSON.stringify({ ...credentials(kind, turn), refreshTransport: "body" });
      // An address of its own for each, so that no window fills.
      const headers = { "Content-Type": "application/json", "X-Forwarded-For": `10.${kind.length}.${turn >> 8}.${turn & 255}` };
      const started = performance.now();
      const { status } = await sendRaw(app.server, { method: "POST", path: "/api/v1/auth/login", headers, body, agent });
      const milliseconds = performance.now() - started;
      if (status !== (kind === "disabled" ? 403 : 401)) throw new Error(`A sign-in of kind "${kind}" was answered with ${status}.`);
      if (turn >= WARM_UP) times[kind].push(milliseconds);
    }
  }
  agent.destroy();
  return times;
}

/** Prints one line for each pair; answers whether none can be told apart. */
function judge(times: Times): boolean {
  const pairs: Array<[Kind, Kind]> = [
    ["unknown", "wrong"],
    ["unknown", "disabled"],
    ["wrong", "disabled"],
  ];
  const median = (kind: Kind) => times[kind].toSorted((a, b) => a - b)[Math.floor(times[kind].length / 2)] ?? 0;
  print(`medians: ${KINDS.map((kind) => `${kind} ${median(kind).toFixed(2)} ms`).join(", ")} (${times.unknown.length} samples each)`);
  print("pair                    distance   p");
  return pairs
    .map(([one, other]) => {
      const { distance, probability } = kolmogorovSmirnov(times[one], times[other]);
      const isAlike = probability > LEAST_PROBABILITY;
      print(`${`${one} / ${other}`.padEnd(24)}${distance.toFixed(4)}     ${probability.toFixed(4)}${isAlike ? "" : "  told apart"}`);
      return isAlike;
    })
    .every(Boolean);
}

await startServices();
const app = await createTestApp({ settings: { LOG_LEVEL: "silent" } });
try {
  let isAlike = judge(await measure(app, SAMPLES));
  if (!isAlike) {
    // Of a hundred honest comparisons one is told apart by chance: a second look, with more samples, decides.
    print("Once more, with three times the samples.");
    isAlike = judge(await measure(app, 3 * SAMPLES));
  }
  print(isAlike ? "Passed: the time of a refusal tells nothing." : "Failed: the time of a refusal tells which it is.");
  process.exitCode = isAlike ? 0 : 1;
} finally {
  await app.close();
  await globalThis.stopTestServices();
}
