/** Thrown by `BoundedQueue.run` when as many wait in the lane as may wait there. */
export class QueueFull extends Error {
  constructor() {
    super("the queue is full");
    this.name = "QueueFull";
  }
}

/** `known` is for who has shown something that a stranger cannot have. */
export const LANES = ["known", "stranger"] as const;
export type Lane = (typeof LANES)[number];

export type BoundedQueue = {
  /** Runs the work when a slot is free, in each lane first come first served. Rejects with `QueueFull` at once when too many wait there. */
  run<T>(lane: Lane, work: () => Promise<T>): Promise<T>;
  waiting(lane: Lane): number;
  readonly running: number;
  /** Whether work would be rejected now. */
  isFull(lane: Lane): boolean;
};

/** So many of the known in a row, and a stranger who waits is served: a quarter of the slots' time, however many the known are. */
export const MOST_IN_A_ROW = 3;

/**
 * At most `slots` at once and in each lane at most `maxWaiting` behind them, so that expensive work cannot pile up. The known are
 * served first, and strangers, however many they are, take no place of theirs.
 */
export function createBoundedQueue({ slots, maxWaiting }: { slots: number; maxWaiting: number }): BoundedQueue {
  const lines: Record<Lane, Array<() => void>> = { known: [], stranger: [] };
  let running = 0;
  let inARow = 0;

  const isFull = (lane: Lane) => running >= slots && lines[lane].length >= maxWaiting;

  const takeNext = (): (() => void) | undefined => {
    const isStrangersTurn = lines.known.length === 0 || (inARow >= MOST_IN_A_ROW && lines.stranger.length > 0);
    inARow = isStrangersTurn ? 0 : inARow + 1;
    return lines[isStrangersTurn ? "stranger" : "known"].shift();
  };

  return {
    waiting: (lane) => lines[lane].length,
    get running() {
      return running;
    },
    isFull,
    async run(lane, work) {
      if (isFull(lane)) throw new QueueFull();
      if (running >= slots) await new Promise<void>((turn) => lines[lane].push(turn));
      else running += 1;
      try {
        return await work();
      } finally {
        // The slot is handed on rather than freed, so that nobody arriving now overtakes who waits.
        const next = takeNext();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
