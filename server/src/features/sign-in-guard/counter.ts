/** An attempt that was counted ahead. `count` is the failures that there are if it fails too. */
export type Taken = { isTaken: true; count: number; giveBack(): Promise<void> };

type NotTaken = { isTaken: false; waitSeconds: number };

/** Counts attempts by key before anything is compared, so that many at once cannot try more often than one after the other. */
export type Counter = {
  /** Seconds until an attempt passes, 0 when it would now. Counts nothing. */
  look(key: string): Promise<number>;
  /** Counts an attempt, if it may pass. */
  take(key: string): Promise<Taken | NotTaken>;
  /** Forgets every attempt. */
  reset(key: string): Promise<void>;
};
