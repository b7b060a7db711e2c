import { createStore } from "./session/snapshot.ts";

/** A question to the person at this window: prove again who you are. */
export interface ProofQuestion {
  /** Called once with whether they have; a second answer counts for nothing. */
  answer: (isProven: boolean) => void;
}

/** Where calls that the server refuses without a fresh proof wait for one, and where whoever draws the question finds it. */
export type FreshProof = ReturnType<typeof createFreshProof>;

/** Makes the place of one window. */
export function createFreshProof() {
  const store = createStore<ProofQuestion | null>(null);
  let asked: Promise<boolean> | null = null;
  let attendants = 0;

  /** Asks the person, once for all who wait. False when they would rather not, and where nothing on this page can ask. */
  function ask(): Promise<boolean> {
    if (attendants === 0) return Promise.resolve(false);
    if (asked) return asked;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    asked = promise;
    const question: ProofQuestion = {
      answer: (isProven) => {
        if (store.getSnapshot() !== question) return;
        asked = null;
        store.set(null);
        resolve(isProven);
      },
    };
    store.set(question);
    return promise;
  }

  /** Says that somebody draws the questions from now on. Returns the way to stop, which declines what is open. */
  function attend(): () => void {
    attendants += 1;
    return () => {
      attendants -= 1;
      if (attendants === 0) store.getSnapshot()?.answer(false);
    };
  }

  return { ask, attend, getSnapshot: store.getSnapshot, subscribe: store.subscribe };
}

/** The place of this window. */
export const freshProof = createFreshProof();
