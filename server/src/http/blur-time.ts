import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** Up to so many ticks of a millisecond are added. A sign-in takes a hundred times as long. */
const MOST_TICKS = 4;

/**
 * Lets an answer leave at one of the next ticks of the timer, at random. Endpoints that take the same steps for every address still
 * differ by microseconds (a row that is there is read, one that is not is not). A timer fires at whole milliseconds, whatever became
 * of the rest before, and a random number of them hides on which side of a tick the work ended: to see five microseconds
 * then takes some hundred thousand requests about one address, of which the limits let through a hundred in an hour.
 */
export async function blurTime(): Promise<void> {
  await sleep(randomInt(1, MOST_TICKS + 1));
}
