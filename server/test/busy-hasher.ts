import { setImmediate as nextTurn } from "node:timers/promises";
import type { PasswordHasher } from "../src/features/passwords/index.ts";

/** Takes every slot and every waiting place of a hasher, and keeps them until stopped. Resolves when all are taken. */
export async function keepBusy(hasher: PasswordHasher): Promise<{ stop(): Promise<void> }> {
  let isFull = false;
  let isStopped = false;
  const standInLine = async () => {
    // Whoever is served stands at the end again in the same turn of the event loop, so that no request finds a free place.
    while (!isStopped) await hasher.hash("someone else's password");
  };
  const lines: Array<Promise<void>> = [];
  while (!isFull) {
    lines.push(standInLine().catch(() => void (isFull = true)));
    await nextTurn();
  }
  return {
    async stop() {
      isStopped = true;
      await Promise.all(lines);
    },
  };
}
