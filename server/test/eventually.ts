import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when the condition holds; rejects when it does not within five seconds. */
export async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("It did not come true within five seconds.");
    await sleep(20);
  }
}
