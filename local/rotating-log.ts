import { closeSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

export type RotatingLog = { write: (line: string) => void; close: () => void };

/** Appends lines to `path`; once it has grown beyond `maxBytes` it becomes `path.1`, replacing the one before. A full disk loses lines, never the process. */
export function openRotatingLog(path: string, maxBytes: number): RotatingLog {
  let file = openSync(path, "a", 0o600);
  let bytes = fstatSync(file).size;

  const rotate = (): void => {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, "a", 0o600);
    bytes = 0;
  };

  return {
    write: (line) => {
      try {
        if (bytes > maxBytes) rotate();
        bytes += writeSync(file, `${line}\n`);
      } catch {
        // The terminal still shows what matters.
      }
    },
    close: () => closeSync(file),
  };
}
