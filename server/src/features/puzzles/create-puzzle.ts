import { randomInt } from "node:crypto";
import { createChallenge } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/pbkdf2";
import { LIMITS } from "../../http/limits.ts";
import { addSeconds, type Clock } from "../../platform/clock.ts";
import type { KeyRing } from "../../platform/key-ring.ts";
import { currentPuzzleKeys } from "./puzzle-keys.ts";
import type { Puzzle } from "./puzzle.ts";

/** A puzzle lives as long as it is remembered that it was solved. */
const LIFE_SECONDS = LIMITS.usedPuzzles.windowSeconds;

/** PBKDF2, which browsers compute off the main thread by themselves: no worker, no WebAssembly. One try was 3 ms in Chromium on one server core. */
const ALGORITHM = "PBKDF2/SHA-256";
const ITERATIONS = 10_000;

/** The answer is among so many tries, evenly: half of them on the average, 0.3 s there and up to about 1 s on a phone; twice that at worst. */
const MOST_TRIES = 200;

/** A signed puzzle, good for five minutes. Costs one try to make, next to nothing to check, and nothing to remember until it is solved. */
export async function createPuzzle({ clock, encryptionKeys }: { clock: Clock; encryptionKeys: KeyRing }): Promise<Puzzle> {
  const puzzle = await createChallenge({
    algorithm: ALGORITHM,
    cost: ITERATIONS,
    counter: randomInt(1, MOST_TRIES + 1),
    deriveKey,
    expiresAt: addSeconds(clock(), LIFE_SECONDS),
    ...currentPuzzleKeys(encryptionKeys),
  });
  return puzzle as Puzzle;
}
