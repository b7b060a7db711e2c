import { describeError } from "./explained.ts";

type Undo = () => Promise<void> | void;

export type Shutdown = {
  /** Resolves when someone asked us to stop. */
  asked: Promise<void>;
  isAsked: () => boolean;
  /** What to undo at the end; the last one added is undone first. */
  onStop: (undo: Undo) => void;
  /** What must not outlive an immediate end. */
  onForce(undo: () => void): void;
  /** Undoes everything and says what went wrong with it; resolves with whether all went well. */
  undoAll: () => Promise<boolean>;
};

// npm passes on the signal that the terminal has already given to the whole process group.
const echoMs = 700;

/** Turns Ctrl-C, SIGTERM and a closed terminal into one request to stop, and a second one into an immediate end. */
export function createShutdown(say: (line: string) => void): Shutdown {
  const undos: Undo[] = [];
  const forces: (() => void)[] = [];
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let askedAt: number | undefined;

  const request = (): void => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      say("Stopping. Press Ctrl-C again to stop at once.");
      resolve();
    } else if (Date.now() - askedAt > echoMs) {
      for (const force of forces) force();
      process.exit(130);
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, request);
  watchParent(request);

  const undoAll = async (): Promise<boolean> => {
    let isClean = true;
    for (let undo = undos.pop(); undo; undo = undos.pop()) {
      try {
        await undo();
      } catch (error) {
        say(describeError(error));
        isClean = false;
      }
    }
    return isClean;
  };
  return {
    asked,
    isAsked: () => askedAt !== undefined,
    onStop: (undo) => void undos.push(undo),
    onForce: (undo) => void forces.push(undo),
    undoAll,
  };
}

/** npm hands SIGTERM to the shell it starts us with, and that shell dies without a word to us: the change of parent tells. */
function watchParent(request: () => void): void {
  const parent = process.ppid;
  if (process.platform === "win32" || process.env["npm_lifecycle_event"] === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    request();
  }, 200).unref();
}
