/** Thrown by `BoundedQueue.run` when as many wait as may wait. */
export class QueueFull extends Error {
  constructor() {
    super("the queue is full");
    this.name = "QueueFull";
  }
}

export type BoundedQueue = {
  /** Runs the work when a slot is free, first come first served. Rejects with `QueueFull` at once when too many wait. */
  run<T>(work: () => Promise<T>): Promise<T>;
  readonly waiting: number;
  readonly running: number;
  /** Whether work would be rejected now. */
  readonly isFull: boolean;
};

/** At most `slots` at once and at most `maxWaiting` behind them, so that expensive work cannot pile up. */
export function createBoundedQueue({ slots, maxWaiting }: { slots: number; maxWaiting: number }): BoundedQueue {
  const line: Array<() => void> = [];
  let running = 0;

  return {
    get waiting() {
      return line.length;
    },
    get running() {
      return running;
    },
    get isFull() {
      return running >= slots && line.length >= maxWaiting;
    },
    async run(work) {
      if (running >= slots) {
        if (line.length >= maxWaiting) throw new QueueFull();
        await new Promise<void>((turn) => line.push(turn));
      } else {
        running += 1;
      }
      try {
        return await work();
      } finally {
        // The slot is handed on rather than freed, so that nobody arriving now overtakes who waits.
        const next = line.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
