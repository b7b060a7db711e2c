import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp } from "./app.ts";
import { ConfigError, readConfig, type Config } from "./config.ts";
import { createDeps } from "./create-deps.ts";
import { deliverMails } from "./features/mail/index.ts";
import { drainable } from "./http/drain.ts";
import { answerClientError } from "./http/client-error.ts";
import { createMetricsServer } from "./http/metrics-server.ts";
import { systemClock } from "./platform/clock.ts";
import { createLog } from "./platform/log.ts";

/** Longer than a request waits for its password to be hashed; shorter than what stops the process gives it. */
const DRAIN_MS = 10_000;
/** Longer than a load balancer keeps an idle connection, so that it is the one to close it. */
const KEEP_ALIVE_MS = 65_000;

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function listening(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function explainStart(error: unknown, config: Config): string {
  const { message } = error as Error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "EADDRINUSE")
    return `A port is already in use (PORT ${config.port}, METRICS_PORT ${config.metricsPort}). Stop what uses it or choose another.`;
  if (code === "42P01" || code === "42883") return "The database has no schema, or an old one. Run: node server/src/cli.ts migrate";
  if (code === "42501")
    return "The database role of the API lacks a right. Run: node server/src/cli.ts migrate, with DATABASE_MIGRATION_URL (docs/database.md)";
  if (/^(28|3D)/.test(code)) return `The database refuses this user or has no such database (${code}). Check DATABASE_URL.`;
  if (/^ECONN|ENOTFOUND|^57P0|^08/.test(code)) return `The database does not answer (${code}). Check DATABASE_URL.`;
  return `The start failed: ${message}`;
}

const config = readConfigOrExit();
const log = createLog({ level: config.logLevel });

try {
  const deps = await createDeps(config, { log, clock: systemClock });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: 15_000, requestTimeout: 30_000 }, createApp(deps).app);
  server.on("clientError", answerClientError({ publicUrl: config.publicUrl, log }));
  const { drain } = drainable(server);
  const metricsServer = createMetricsServer(deps.metrics);
  const metricsPort = await listening(metricsServer, config.metricsPort, config.host);
  const port = await listening(server, config.port, config.host);
  const delivery = deliverMails(deps);
  deps.readiness.markStarted();
  log.info({ port, metricsPort, host: config.host }, "listening");

  let isStopping = false;
  const stop = async (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, "draining");
    deps.readiness.startDraining();
    await Promise.all([drain(DRAIN_MS), delivery?.stop(DRAIN_MS)]);
    metricsServer.close();
    metricsServer.closeAllConnections();
    await deps.close();
    log.info("stopped");
    process.exit(0);
  };
  process.on("SIGTERM", (signal) => void stop(signal));
  process.on("SIGINT", (signal) => void stop(signal));
} catch (error) {
  log.fatal({ err: error }, explainStart(error, config));
  process.exit(1);
}
