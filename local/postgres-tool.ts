import { spawn } from "node:child_process";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { type Account, invocationAs } from "./unprivileged.ts";

/** A data folder with all that is needed to work on it. */
export type Cluster = {
  binaries: PostgresBinaries;
  dataDir: string;
  account: Account | undefined;
};

/**
 * Runs one of PostgreSQL's programs on the cluster's data folder and returns its exit code and all it printed. It gets a process
 * group of its own, so that Ctrl-C in the terminal does not reach it, and none of our environment's secrets or PG* settings.
 */
export async function runPostgresTool(
  cluster: Cluster,
  tool: keyof PostgresBinaries,
  args: string[],
  input = "",
): Promise<{ code: number; output: string }> {
  const program = cluster.binaries[tool];
  const { file, args: fullArgs, account } = invocationAs(cluster.account, program, args, [program, cluster.dataDir]);
  const { promise, resolve, reject } = Promise.withResolvers<{ code: number; output: string }>();
  const child = spawn(file, fullArgs, { ...account, detached: true, cwd: "/", env: environment(), windowsHide: true });
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString("utf8");
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  child.stdin.on("error", () => {
    // The program ended before it read its input; its exit code tells.
  });
  child.stdin.end(input);
  child.once("error", reject);
  child.once("close", (code) => resolve({ code: code ?? 1, output }));
  return promise;
}

function environment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  return { PATH, LC_ALL: "C", ...(process.platform === "win32" && { SystemRoot, TEMP, TMP }) };
}
