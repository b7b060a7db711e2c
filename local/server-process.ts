import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { explained } from "./explained.ts";
import { guardProcess } from "./guard.ts";
import { projectRoot } from "./project.ts";
import type { RotatingLog } from "./rotating-log.ts";
import { parseServerLine, readableWarning, type ServerLine } from "./server-log.ts";

export type ServerProcess = {
  origin: string;
  /** Resolves with its last errors and its exit code once the process has ended, for whatever reason. */
  ended: Promise<string>;
  /** Lets it finish what it is doing, 15 seconds at most. */
  stop: () => Promise<void>;
  /** Ends it at once. */
  kill: () => void;
};

export type ServerOptions = {
  env: NodeJS.ProcessEnv;
  log: RotatingLog;
  /** Told each warning and error in words. */
  onWarning: (line: string) => void;
};

const startTimeoutMs = 60_000;
const drainTimeoutMs = 15_000;
const rememberedErrors = 5;

/** Starts the API as a process of its own and waits until it says that it is ready; throws its own words if it ends before. */
export async function startServer({ env, log, onWarning }: ServerOptions): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(projectRoot, "server", "src", "main.ts")], {
    cwd: projectRoot,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // Out of the terminal's process group: Ctrl-C reaches us, and we decide when it stops.
    detached: true,
  });
  const dismissGuard = child.pid === undefined ? () => undefined : guardProcess(child.pid, "TERM", drainTimeoutMs / 1000);
  const listening = Promise.withResolvers<string>();
  const errors: string[] = [];
  let isUp = false;
  const read = (text: string): void => {
    log.write(text);
    const line = parseServerLine(text);
    const origin = listeningOrigin(line);
    if (origin) listening.resolve(origin);
    const warning = readableWarning(line);
    if (warning === undefined) return;
    if (warning.startsWith("error")) errors.push(warning);
    if (isUp) onWarning(warning);
  };
  const ended = watchEnd(child, read).then((how) => {
    dismissGuard();
    return [...errors.slice(-rememberedErrors), `(${how})`].join("\n");
  });
  const running = { ended, stop: () => drain(child, ended), kill: () => child.kill("SIGKILL") };
  try {
    const failed = ended.then((words) => Promise.reject(explained(`The server stopped while starting.\n${words}`)));
    const late = sleep(startTimeoutMs, undefined, { ref: false }).then(() =>
      Promise.reject(explained("The server did not start within a minute.")),
    );
    const origin = await Promise.race([listening.promise, failed, late]);
    await Promise.race([waitUntilReady(origin), failed, late]);
    isUp = true;
    return { ...running, origin };
  } catch (error) {
    running.kill();
    throw error;
  }
}

function listeningOrigin({ message, fields }: ServerLine): string | undefined {
  return message === "listening" && typeof fields["port"] === "number" ? `http://127.0.0.1:${fields["port"]}` : undefined;
}

async function watchEnd(child: ChildProcess, read: (line: string) => void): Promise<string> {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream) createInterface({ input: stream }).on("line", read);
  }
  const { promise, resolve } = Promise.withResolvers<string>();
  child.once("close", (code, signal) => resolve(signal === null ? `exit code ${code}` : `ended by ${signal}`));
  child.once("error", (error) => resolve(error.message));
  return promise;
}

async function waitUntilReady(origin: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}/health/ready`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(50);
  }
}

async function drain(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), drainTimeoutMs);
  await ended;
  clearTimeout(timer);
}
