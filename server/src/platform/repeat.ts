import type { Log } from "./log.ts";

/** Runs a task every so often, never twice at once, until stopped. A failure is logged and tried again at the next turn. */
export function repeat(name: string, everySeconds: number, task: () => Promise<unknown>, log: Log): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const run = async () => {
    busy = true;
    try {
      await task();
    } catch (error) {
      log.error({ err: error, task: name }, "a background task failed");
    } finally {
      busy = false;
    }
  };
  const turn = () => {
    // A turn that is left out must not take the place of the run that `stop` waits for.
    if (!busy) running = run();
  };
  const timer = setInterval(turn, everySeconds * 1000);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
