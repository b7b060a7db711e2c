import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { startDevelopment } from "./development.ts";
import { describeError } from "./explained.ts";
import { projectRoot } from "./project.ts";
import { createShutdown } from "./shutdown.ts";

const say = (line: string): void => console.log(`  ${line.replaceAll("\n", "\n  ")}`);

process.exitCode = process.env["NODE_ENV"] === "production" ? await runServerAlone() : await runDevelopment();
process.exit();

async function runDevelopment(): Promise<number> {
  const shutdown = createShutdown(say);
  let exitCode = 0;
  try {
    const { failed } = await startDevelopment(shutdown, say);
    const reason = await Promise.race([shutdown.asked, failed]);
    if (reason !== undefined) {
      say(reason);
      exitCode = 1;
    }
  } catch (error) {
    // Ctrl-C during the start also ends what was running for it; that is no failure.
    if (!shutdown.isAsked()) {
      console.error(describeError(error));
      exitCode = 1;
    }
  }
  const isClean = await shutdown.undoAll();
  return isClean ? exitCode : 1;
}

/** Production has its own database, secrets and front: nothing of this machine is mixed in, and the server names what it lacks. */
async function runServerAlone(): Promise<number> {
  console.error(
    "NODE_ENV is production: starting the API alone, as `node server/src/main.ts` does. Without NODE_ENV, npm start runs everything.",
  );
  const server = spawn(process.execPath, [join(projectRoot, "server", "src", "main.ts")], { cwd: projectRoot, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => server.kill(signal));
  const { promise, resolve } = Promise.withResolvers<number>();
  server.once("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 1)));
  return promise;
}
