import type { PasswordHasher } from "../src/features/passwords/index.ts";
import { LANES, type Lane } from "../src/platform/bounded-queue.ts";

/** Takes every slot of a hasher, and every waiting place of the lanes, and keeps them until stopped. All are taken when it returns. */
export function keepBusy(hasher: PasswordHasher, lanes: readonly Lane[] = LANES): { stop(): Promise<void> } {
  const waiting: Array<Promise<void>> = [];
  let isStopped = false;
  const fill = () => {
    for (const lane of lanes) while (hasRoom(hasher, lane)) waiting.push(standInLine(lane));
  };
  const standInLine = async (lane: Lane) => {
    await hasher.hash("someone else's password", lane);
    // In the same turn of the event loop in which a place was freed, in whichever lane, so that no request finds it.
    if (!isStopped) fill();
  };
  fill();
  return {
    async stop() {
      isStopped = true;
      await Promise.all(waiting);
    },
  };
}

function hasRoom(hasher: PasswordHasher, lane: Lane): boolean {
  try {
    hasher.requireRoom(lane);
    return true;
  } catch {
    return false;
  }
}
