export type Worker = {
  /** Looks for the next job at once, in place of at the next poll. */
  wake(): void;
  /** Resolves when the job under way, if there is one, has been worked on. */
  stop(): Promise<void>;
};

/** Works on one job after the other until stopped; with none to be had it looks again after a while. Neither callback may reject. */
export function startWorker<J>(pollMs: number, { fetch, work }: { fetch(): Promise<J | undefined>; work(job: J): Promise<void> }): Worker {
  let isStopping = false;
  let isCalled = false;
  let endPause = () => {};

  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!isStopping) {
      isCalled = false;
      const job = await fetch();
      if (job !== undefined) await work(job);
      // A call that came while it looked may be about a job that was not there yet.
      else if (!isCalled && !isStopping) await pause();
    }
  };
  const wake = () => {
    isCalled = true;
    endPause();
  };
  const ended = run();
  return {
    wake,
    stop() {
      isStopping = true;
      wake();
      return ended;
    },
  };
}
