import { Agent } from "node:http";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { sendRaw, type RawAnswer } from "../raw-request.ts";

export const LOGIN_PATH = "/api/v1/auth/login";
const AT_ONCE = 64;

export type Guess = { email: string; headers: Record<string, string> };
export type Outcome = { seconds: number; byStatus: Record<number, number> };

type Pace = { atOnce?: number; until?: AbortSignal };

/** Sends guesses, many at once, all of them or until it is stopped. Between two of them the machine's other work has its turn. */
export async function sendGuesses(
  target: Server | { port: number },
  guesses: number,
  guessOf: (turn: number) => Guess,
  { atOnce = AT_ONCE, until }: Pace = {},
): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const byStatus: Record<number, number> = {};
  const started = performance.now();
  let turn = 0;
  const guesser = async () => {
    while (turn < guesses && !until?.aborted) {
      const mine = (turn += 1);
      const { status } = await sendOne(target, agent, mine, guessOf(mine));
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      if (mine % 1_000 === 0) await sleep(1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, guesser));
  agent.destroy();
  return { seconds: (performance.now() - started) / 1000, byStatus };
}

function sendOne(target: Server | { port: number }, agent: Agent, turn: number, { email, headers }: Guess): Promise<RawAnswer> {
  const body = JSON.stringify({ email, password: `guess number ${turn} of many`, refreshTransport: "body" });
  const all = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body), ...headers };
  return sendRaw(target, { method: "POST", path: LOGIN_PATH, headers: all, body, agent });
}

/** One of five thousand addresses: half of them IPv4, half IPv6 networks in which each guess takes another address. */
export function manyAddresses(turn: number): string {
  const caller = turn % 5_000;
  if (caller % 2 === 0) return `100.${64 + (caller >> 12)}.${(caller >> 4) & 255}.${caller & 15}`;
  return `2001:db8:${caller.toString(16)}:1:${(turn & 0xffff).toString(16)}::${(turn >> 16).toString(16)}`;
}
