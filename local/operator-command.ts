import { join } from "node:path";
import { explained } from "./explained.ts";
import { projectRoot } from "./project.ts";
import { runCommand } from "./run-command.ts";

/** Runs one of the server's operator commands and returns what it printed; its refusal becomes a sentence. */
export async function runOperatorCommand(name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { code, output } = await runCommand([process.execPath, join(projectRoot, "server", "src", "cli.ts"), name], { env });
  if (code === 0) return output.trim();
  const words = output
    .trim()
    .split("\n")
    .filter((line) => !/^\s+at /.test(line));
  if (/No space left on device/i.test(output)) {
    throw explained("The disk is full: the database could not be written. Free some space and try again; data that was committed is safe.");
  }
  if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|password authentication failed|database .* does not exist/.test(output)) {
    throw explained(`The database cannot be used: ${words.at(-1)}. Check DATABASE_URL, and that the database runs.`);
  }
  throw explained(`The command "${name}" failed. It said:\n${words.join("\n")}`);
}
