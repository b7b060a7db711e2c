import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { projectRoot } from "./project.ts";

export type CommandResult = { code: number; output: string };
export type CommandOptions = {
  env?: NodeJS.ProcessEnv;
  /** Told all output as it comes; it is collected either way. */
  onOutput?: (text: string) => void;
};

/** The environment with the project's own programs, Node 24 among them, first on the PATH. */
function projectEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const path = [join(projectRoot, "node_modules", ".bin"), process.env["PATH"] ?? ""].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}

/** Runs a command in the project's top folder and returns its exit code and everything it printed. */
export async function runCommand([file = "", ...args]: string[], options: CommandOptions = {}): Promise<CommandResult> {
  const { promise, resolve } = Promise.withResolvers<CommandResult>();
  const child = spawn(file, args, {
    cwd: projectRoot,
    env: projectEnvironment(options.env),
    stdio: ["ignore", "pipe", "pipe"],
    // Programs of npm are scripts for the command prompt there.
    shell: process.platform === "win32",
  });
  let output = "";
  const collect = (chunk: Buffer): void => {
    const text = chunk.toString("utf8");
    output += text;
    options.onOutput?.(text);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  child.once("error", (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
  child.once("close", (code) => resolve({ code: code ?? 1, output }));
  return promise;
}
