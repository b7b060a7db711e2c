import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { explainSystemError } from "./explained.ts";

export type Lock = { release: () => void };
type Holder = { pid: number; startedAt: string };

/**
 * Takes the lock file at `path` for this process, taking over one whose holder is dead (a `kill -9` leaves such a file).
 * Returns the living holder's process id when there is one.
 */
export function takeLock(path: string): { lock: Lock } | { heldBy: number } {
  const own = JSON.stringify({ pid: process.pid, startedAt: startTime(process.pid) } satisfies Holder);
  for (;;) {
    try {
      writeFileSync(path, own, { flag: "wx", mode: 0o644 });
      return { lock: { release: () => releaseOwn(path, own) } };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw explainSystemError(error, path);
    }
    const holder = lockHolder(path);
    if (holder !== undefined) return { heldBy: holder };
    removeStale(path);
  }
}

/** The process id of the living holder of the lock file at `path`, if any. */
export function lockHolder(path: string): number | undefined {
  const holder = parseHolder(readText(path));
  return holder && isAlive(holder) ? holder.pid : undefined;
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return holder.startedAt === startTime(holder.pid);
}

/** When the process started, in clock ticks since boot, so that a process id used again is not mistaken for its former owner; "" where /proc does not exist. */
function startTime(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && "pid" in value && "startedAt" in value) {
      return { pid: Number(value.pid), startedAt: String(value.startedAt) };
    }
  } catch {
    // A file cut short by a full disk or a kill counts as stale.
  }
  return undefined;
}

/** Moves the stale file away before deleting it: should another process have taken the lock in between, its file is put back. */
function removeStale(path: string): void {
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
    if (lockHolder(aside) !== undefined) linkSync(aside, path);
  } catch {
    // Another process was quicker; the next round sees what it left.
  }
  rmSync(aside, { force: true });
}

function releaseOwn(path: string, own: string): void {
  if (readText(path) === own) rmSync(path, { force: true });
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
