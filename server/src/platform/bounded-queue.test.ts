import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createBoundedQueue, LANES, MOST_IN_A_ROW, QueueFull, type Lane } from "./bounded-queue.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("never more than the slots run and in no lane more than may wait do, whatever comes and goes", async () => {
  const steps = fc.array(fc.constantFrom(...LANES, "finish", "fail"), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 4 }), steps, async (slots, maxWaiting, all) => {
      const queue = createBoundedQueue({ slots, maxWaiting });
      const running: Array<PromiseWithResolvers<void>> = [];
      const started: Record<Lane, number[]> = { known: [], stranger: [] };
      const outcomes: Record<Lane, Array<Promise<string>>> = { known: [], stranger: [] };
      for (const step of all) {
        if (step === "finish") running.shift()?.resolve();
        else if (step === "fail") running.shift()?.reject(new Error("failed"));
        else {
          const isFull = queue.running === slots && queue.waiting(step) === maxWaiting;
          expect(queue.isFull(step)).toBe(isFull);
          const number = outcomes[step].length;
          const turn = queue.run(step, () => {
            const end = Promise.withResolvers<void>();
            running.push(end);
            started[step].push(number);
            return end.promise;
          });
          const outcome = turn.then(
            () => "done",
            (error: Error) => error.name,
          );
          if (isFull) expect(await outcome).toBe("QueueFull");
          else outcomes[step].push(outcome);
        }
        await settled();
        expect(running.length).toBe(queue.running);
        expect(queue.running).toBeLessThanOrEqual(slots);
        for (const lane of LANES) expect(queue.waiting(lane)).toBeLessThanOrEqual(queue.running < slots ? 0 : maxWaiting);
      }
      while (running.length > 0) {
        running.shift()?.resolve();
        await settled();
      }
      for (const lane of LANES) {
        await Promise.all(outcomes[lane]);
        expect(started[lane]).toEqual(outcomes[lane].map((_, index) => index));
      }
      expect([queue.running, ...LANES.map(queue.waiting)]).toEqual([0, 0, 0]);
    }),
    { numRuns: 200 },
  );
});

describe("of two lanes that wait for one slot", () => {
  /** The order in which all are served who came, in that order, while the slot was taken. */
  async function servedOf(arrivals: readonly Lane[]): Promise<Lane[]> {
    const queue = createBoundedQueue({ slots: 1, maxWaiting: arrivals.length });
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = queue.run("stranger", () => promise);
    const served: Lane[] = [];
    const waiting = arrivals.map((lane) => queue.run(lane, async () => void served.push(lane)));
    resolve();
    await Promise.all([first, ...waiting]);
    return served;
  }

  test("the known are served first, and strangers who wait a quarter of the time", async () => {
    const served = await servedOf([...Array<Lane>(4).fill("stranger"), ...Array<Lane>(7).fill("known")]);
    expect(served.map(([letter]) => letter).join("")).toBe("kkkskkkskss");
  });

  test("nobody waits behind more of the other lane than that, whoever comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...LANES), { maxLength: 40 }), async (arrivals) => {
        const served = await servedOf(arrivals);
        const untilLast = (lane: Lane) => served.slice(0, served.lastIndexOf(lane) + 1);
        const countOf = (lane: Lane, all: readonly Lane[]) => all.filter((one) => one === lane).length;
        const [known, strangers] = [countOf("known", arrivals), countOf("stranger", arrivals)];
        expect(countOf("stranger", untilLast("known"))).toBeLessThanOrEqual(known / MOST_IN_A_ROW);
        expect(countOf("known", untilLast("stranger"))).toBeLessThanOrEqual(strangers * MOST_IN_A_ROW);
      }),
    );
  });

  test("strangers who fill theirs take no place of the known", async () => {
    const queue = createBoundedQueue({ slots: 1, maxWaiting: 2 });
    const { promise, resolve } = Promise.withResolvers<void>();
    const flood = Array.from({ length: 3 }, () => queue.run("stranger", () => promise));
    await expect(queue.run("stranger", () => promise)).rejects.toBeInstanceOf(QueueFull);
    expect([queue.isFull("stranger"), queue.isFull("known")]).toEqual([true, false]);
    const known = queue.run("known", () => Promise.resolve(7));
    resolve();
    expect(await known).toBe(7);
    await Promise.all(flood);
  });
});

test("the answer and the failure of the work are those of its caller", async () => {
  const queue = createBoundedQueue({ slots: 1, maxWaiting: 1 });
  expect(await queue.run("known", () => Promise.resolve(7))).toBe(7);
  await expect(queue.run("known", () => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
  await expect(
    queue.run("known", () => {
      throw new Error("at once");
    }),
  ).rejects.toThrow("at once");
  expect(queue.running).toBe(0);
});

test.each(LANES)("a full queue refuses at once and does no work: %s", async (lane) => {
  const queue = createBoundedQueue({ slots: 1, maxWaiting: 0 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const running = queue.run(lane, () => promise);
  let isDone = false;
  await expect(queue.run(lane, () => Promise.resolve((isDone = true)))).rejects.toBeInstanceOf(QueueFull);
  expect(isDone).toBe(false);
  resolve();
  await running;
});
