import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { explained } from "./explained.ts";
import { freePort } from "./free-port.ts";
import { fetchDebianRedis } from "./redis-package.ts";

export type RunningRedis = { url: string; stop: () => Promise<void> };
export type RedisProgram = { file: string; libraryPath?: string };

const startTimeoutMs = 10_000;

/**
 * Finds or starts a Redis for tests, empty and kept in memory only: `TEST_REDIS_URL`, a server on the PATH, or the distribution's
 * package unpacked into `.local/cache`. Without any of these it says so to `log` and returns null; with CI=true it throws.
 */
export async function startRedis({ log }: { log: (line: string) => void }): Promise<RunningRedis | null> {
  const given = process.env["TEST_REDIS_URL"];
  if (given) return { url: given, stop: async () => undefined };
  try {
    return await launch(findOnPath() ?? (await fetchDebianRedis(log)));
  } catch (error) {
    const sentence =
      "No Redis for the tests: install redis-server or valkey-server, or set TEST_REDIS_URL to one that may be emptied. " +
      `(${String(error).trim().split("\n").at(-1)})`;
    if (process.env["CI"] === "true") throw explained(sentence, error);
    log(`${sentence} The tests that need one are skipped.`);
    return null;
  }
}

function findOnPath(): RedisProgram | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  for (const name of ["redis-server", "valkey-server"]) {
    const folder = folders.find((entry) => entry !== "" && existsSync(join(entry, name)));
    if (folder) return { file: join(folder, name) };
  }
  return undefined;
}

async function launch(program: RedisProgram): Promise<RunningRedis> {
  const port = await freePort("127.0.0.1");
  const server = [program.file, "--bind", "127.0.0.1", "--port", String(port), "--save", "", "--appendonly", "no"];
  // The shell ends the server when its input closes, which also happens when this process is killed.
  const script = '"$@" & server=$!; read -r _; kill "$server"; wait "$server"';
  const child = spawn("sh", ["-c", script, "sh", ...server], {
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], ...(program.libraryPath && { LD_LIBRARY_PATH: program.libraryPath }) },
  });
  let output = "";
  const { promise: ready, resolve } = Promise.withResolvers<"ready">();
  const read = (chunk: Buffer): void => {
    if (output.includes("Ready to accept connections")) return;
    output += chunk.toString("utf8");
    if (output.includes("Ready to accept connections")) resolve("ready");
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const closed = new Promise<void>((done) => child.once("close", () => done()));
  const outcome = await Promise.race([ready, closed, sleep(startTimeoutMs, "late", { ref: false })]);
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await closed;
  };
  if (outcome === "ready") return { url: `redis://127.0.0.1:${port}`, stop };
  await stop();
  throw explained(`${program.file} did not start: ${output.trim().split("\n").at(-1) ?? ""}`);
}
