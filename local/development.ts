import { setTimeout as sleep } from "node:timers/promises";
import { announcement } from "./announce.ts";
import { clientDistDir, ensureClientBuild } from "./client-build.ts";
import { type Database, openDatabase } from "./database.ts";
import { explained } from "./explained.ts";
import { freePort, isPortFree } from "./free-port.ts";
import { startFrontProxy } from "./front-proxy.ts";
import { takeLock } from "./lock.ts";
import { runOperatorCommand } from "./operator-command.ts";
import { localPath } from "./project.ts";
import { openRotatingLog } from "./rotating-log.ts";
import { displayPath } from "./postgres-failures.ts";
import { startServer, type ServerProcess } from "./server-process.ts";
import { developmentEnvironment, frontPort, migrationEnvironment } from "./settings.ts";
import type { Shutdown } from "./shutdown.ts";

export type Say = (line: string) => void;

const maxLogBytes = 10_000_000;
const lockPatienceMs = 2_000;
const databaseWatchMs = 1_000;

/**
 * Starts database, server and front, announces their address, and returns a promise that resolves with the reason, in words, should
 * one of them end by itself. Everything started is registered with `shutdown`.
 */
export async function startDevelopment(shutdown: Shutdown, say: Say): Promise<{ failed: Promise<string> }> {
  await reserveCheckout(shutdown);
  const port = await claimPort();
  const logFile = localPath("gatehouse.log");
  const [api] = await allOrNothing([startApi(shutdown, say, port, logFile), ensureClientBuild(say)]);
  stopIfAsked(shutdown);
  const front = await startFrontProxy({ port, host: "localhost", apiOrigin: api.server.origin, distDir: clientDistDir });
  shutdown.onStop(() => front.close());
  console.log(
    announcement({
      origin: front.origin,
      administratorLink: api.administratorLink,
      databaseFolder: api.database.folder,
      hasRedis: Boolean(process.env["REDIS_URL"]),
      sendsMail: Boolean(process.env["SMTP_URL"]),
      logFile,
    }),
  );
  const serverEnd = api.server.ended.then((words) => `The server stopped by itself. It said:\n${words}`);
  return { failed: Promise.race([serverEnd, databaseEnd(api.database)]) };
}

/** A start that is being stopped is given a moment to end, so that stopping and starting again works in one go. */
async function reserveCheckout(shutdown: Shutdown): Promise<void> {
  let taken = takeLock(localPath("start.lock"));
  for (const since = Date.now(); "heldBy" in taken && Date.now() - since < lockPatienceMs; taken = takeLock(localPath("start.lock"))) {
    await sleep(100);
  }
  if ("heldBy" in taken) {
    throw explained(
      `Gatehouse is already running from this folder (process ${taken.heldBy}). Stop it with Ctrl-C in its terminal, or with: kill ${taken.heldBy}`,
    );
  }
  const { lock } = taken;
  shutdown.onStop(() => lock.release());
}

async function claimPort(): Promise<number> {
  const port = frontPort();
  if (port === 0) return freePort("127.0.0.1");
  if ((await isPortFree("127.0.0.1", port)) && (await isPortFree("::1", port))) return port;
  throw explained(`Port ${port} is already in use. Stop what uses it or run PORT=${port + 1} npm start.`);
}

async function startApi(
  shutdown: Shutdown,
  say: Say,
  port: number,
  logFile: string,
): Promise<{ database: Database; server: ServerProcess; administratorLink: string | undefined }> {
  const database = await openDatabase(say);
  shutdown.onStop(database.stop);
  stopIfAsked(shutdown);
  const env = developmentEnvironment(database, port);
  await runOperatorCommand("migrate", migrationEnvironment(database, port));
  stopIfAsked(shutdown);
  const log = openRotatingLog(logFile, maxLogBytes);
  const metricsPort = env["METRICS_PORT"] ?? String(await freePort("127.0.0.1", 9464));
  const serverEnv = { ...env, HOST: "127.0.0.1", PORT: "0", METRICS_PORT: metricsPort };
  const starting = startServer({ env: serverEnv, log, onWarning: say }).then((started) => {
    shutdown.onStop(started.stop);
    shutdown.onForce(started.kill);
    return started;
  });
  const [server, answer] = await allOrNothing([starting, runOperatorCommand("administrator-link", env)]);
  const lastLine = answer.split("\n").at(-1) ?? "";
  return { database, server, administratorLink: /^https?:/.test(lastLine) ? lastLine : undefined };
}

/** Resolves once the database has gone by itself. */
async function databaseEnd(database: Database): Promise<string> {
  while (database.isAlive()) await sleep(databaseWatchMs, undefined, { ref: false });
  return `PostgreSQL stopped by itself; ${displayPath(`${database.folder}.log`)} says why. Run npm start to start again: data that was committed is safe.`;
}

/** Waits for all, so that nothing is still starting when the first failure is handled. */
async function allOrNothing<A, B>(pair: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(pair);
  return Promise.all(pair);
}

function stopIfAsked(shutdown: Shutdown): void {
  if (shutdown.isAsked()) throw explained("Stopped before the start was complete.");
}
