import { expect, test } from "@jest/globals";
import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../test/eventually.ts";
import { createLog } from "./log.ts";
import { repeat } from "./repeat.ts";

const log = createLog({ level: "silent" });

test("a task that takes longer than its turn never runs twice at once, and a failure does not end it", async () => {
  let running = 0;
  let most = 0;
  let runs = 0;
  const task = repeat(
    "slow",
    0.01,
    async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(25);
      running -= 1;
      runs += 1;
      throw new Error("failed");
    },
    log,
  );
  await eventually(async () => runs >= 3);
  await task.stop();
  expect(most).toBe(1);
  const runsAtStop = runs;
  await sleep(40);
  expect([runs, running]).toEqual([runsAtStop, 0]);
});
