import { solveChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/web/pbkdf2";
import type { Puzzle } from "../../api/types.ts";

const mostMs = 60_000;

/** Solves a puzzle of the server. @throws an Error that says what to do when this browser cannot, or needs too long. */
export async function solvePuzzle(puzzle: Puzzle): Promise<string> {
  // WebCrypto is there by HTTPS and on localhost only.
  if (globalThis.crypto?.subtle === undefined)
    throw new Error("The puzzle that keeps programs out needs HTTPS. Open this page by its https:// address.");
  const solution = await solveChallenge({ challenge: puzzle, deriveKey, timeout: mostMs });
  if (!solution) throw new Error("This device needs too long for the puzzle that keeps programs out. Try again when it has less to do.");
  return btoa(JSON.stringify({ challenge: puzzle, solution }));
}
