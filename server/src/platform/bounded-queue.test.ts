import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { createBoundedQueue, QueueFull } from "./bounded-queue.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("never more than the slots run and never more than may wait do, whatever comes and goes", async () => {
  const steps = fc.array(fc.constantFrom("arrive", "finish", "fail"), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 4 }), steps, async (slots, maxWaiting, all) => {
      const queue = createBoundedQueue({ slots, maxWaiting });
      const running: Array<{ number: number; end: PromiseWithResolvers<void> }> = [];
      const started: number[] = [];
      const outcomes: Array<Promise<string>> = [];
      let accepted = 0;
      for (const step of all) {
        if (step === "arrive") {
          const isFull = queue.running === slots && queue.waiting === maxWaiting;
          const number = accepted;
          const turn = queue.run(() => {
            const end = Promise.withResolvers<void>();
            running.push({ number, end });
            started.push(number);
            return end.promise;
          });
          const outcome = turn.then(
            () => "done",
            (error: Error) => error.name,
          );
          if (isFull) expect(await outcome).toBe("QueueFull");
          else {
            accepted += 1;
            outcomes.push(outcome);
          }
        } else {
          const { end } = running.shift() ?? {};
          if (step === "finish") end?.resolve();
          else end?.reject(new Error("failed"));
        }
        await settled();
        expect(running.length).toBe(queue.running);
        expect(queue.running).toBeLessThanOrEqual(slots);
        expect(queue.waiting).toBeLessThanOrEqual(maxWaiting);
      }
      while (running.length > 0) {
        running.shift()?.end.resolve();
        await settled();
      }
      await Promise.all(outcomes);
      expect([queue.running, queue.waiting]).toEqual([0, 0]);
      expect(started).toEqual(Array.from({ length: accepted }, (_, index) => index));
    }),
    { numRuns: 200 },
  );
});

test("the answer and the failure of the work are those of its caller", async () => {
  const queue = createBoundedQueue({ slots: 1, maxWaiting: 1 });
  expect(await queue.run(() => Promise.resolve(7))).toBe(7);
  await expect(queue.run(() => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
  await expect(
    queue.run(() => {
      throw new Error("at once");
    }),
  ).rejects.toThrow("at once");
  expect(queue.running).toBe(0);
});

test("a full queue refuses at once and does no work", async () => {
  const queue = createBoundedQueue({ slots: 1, maxWaiting: 0 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = queue.run(() => promise);
  let isDone = false;
  await expect(queue.run(() => Promise.resolve((isDone = true)))).rejects.toBeInstanceOf(QueueFull);
  expect(isDone).toBe(false);
  resolve();
  await running;
});
