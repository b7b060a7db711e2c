import { setTimeout as sleep } from "node:timers/promises";

/** Resolves when the condition holds; rejects when it does not in time. */
export async function eventually(condition: () => Promise<boolean>, withinSeconds = 5): Promise<void> {
  const deadline = Date.now() + withinSeconds * 1000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not come true within ${withinSeconds} seconds.`);
    await sleep(20);
  }
}
