import { startFrontProxy } from "../local/front-proxy.ts";
import { freePort } from "../local/free-port.ts";
import { runOperatorCommand } from "../local/operator-command.ts";
import { startServer } from "../local/server-process.ts";
import { createDatabase, type WorldDatabase } from "./database.ts";
import { startMailbox, type Mailbox } from "./mailbox.ts";
import { startProviders, type Providers } from "./providers.ts";
import { provided } from "./services.ts";

/** One whole Gatehouse: database, API process and front, with nobody in it yet. */
export type World = {
  /** What people type; console and API are behind it. */
  origin: string;
  api: Api;
  database: WorldDatabase;
  /** Where its mails arrive. Only in a world that was started with one. */
  readonly mailbox: Mailbox;
  /** Whom people can sign in with. Only in a world that was started with them. */
  readonly providers: Providers;
  /** Runs one of the operator's commands and returns what it printed. */
  operate(command: string): Promise<string>;
  close(): Promise<void>;
};

export type Api = {
  /** The API without the front before it. */
  origin: string;
  /** Every line the process has logged, warnings and errors only. */
  warnings: string[];
  /** The value of one sample of `/metrics`, e.g. `gatehouse_refreshes_total{outcome="rotated"}`; 0 while there is none. */
  metric(sample: string): Promise<number>;
  /** Ends it at once, as a crash does. */
  crash(): Promise<void>;
  /** Starts it again at the same address, with other settings if said. */
  start(changes?: Record<string, string>): Promise<void>;
};

export type WorldOptions = {
  /** Sends mails, to a mail server of its own. Without one they are shown on the development page. */
  mailbox?: boolean;
  /** Lets people sign in with providers, which are started for this world. */
  providers?: boolean;
};

/** Starts a world. `settings` are the server's, by their names in the environment. */
export async function startWorld(settings: Record<string, string> = {}, options: WorldOptions = {}): Promise<World> {
  const [mailbox, database, port, apiPort, metricsPort] = await Promise.all([
    options.mailbox ? startMailbox() : undefined,
    createDatabase(),
    freePort("127.0.0.1"),
    freePort("127.0.0.1"),
    freePort("127.0.0.1"),
  ]);
  const providers = options.providers ? await startProviders(`http://localhost:${port}`) : undefined;
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "test",
    BCRYPT_COST: "10",
    LOG_LEVEL: "info",
    // All visitors come from one address.
    PROOF_OF_WORK: "off",
    SIGN_IN_ATTEMPTS_PER_MINUTE: "1000",
    PUBLIC_URL: `http://localhost:${port}`,
    ...(mailbox && { SMTP_URL: mailbox.url }),
    ...providers?.settings,
    ...settings,
    DATABASE_URL: database.url,
    PORT: String(apiPort),
    METRICS_PORT: String(metricsPort),
  };
  const api = await startApi(env);
  const front = await startFrontProxy({ port, host: "localhost", apiOrigin: api.origin, distDir: provided("E2E_SITE") });
  return {
    origin: front.origin,
    api,
    database,
    get mailbox() {
      if (!mailbox) throw new Error("This world has no mailbox: start it with { mailbox: true }.");
      return mailbox;
    },
    get providers() {
      if (!providers) throw new Error("This world has no providers: start it with { providers: true }.");
      return providers;
    },
    operate: (command) => runOperatorCommand(command, env),
    close: async () => {
      await front.close(0);
      await api.stop();
      await mailbox?.close();
      await providers?.close();
      await database.drop();
    },
  };
}

async function startApi(env: NodeJS.ProcessEnv & { METRICS_PORT: string }): Promise<Api & { stop(): Promise<void> }> {
  const warnings: string[] = [];
  const log = { write: () => undefined, close: () => undefined };
  const launch = (changes: Record<string, string> = {}) =>
    startServer({ env: { ...env, ...changes }, log, onWarning: (line) => warnings.push(line) });
  let running = await launch();
  return {
    origin: running.origin,
    warnings,
    metric: async (sample) => {
      const text = await (await fetch(`http://127.0.0.1:${env.METRICS_PORT}/metrics`)).text();
      const line = text.split("\n").find((candidate) => candidate.startsWith(`${sample} `));
      return Number(line?.slice(sample.length + 1) ?? 0);
    },
    crash: async () => {
      running.kill();
      await running.ended;
    },
    start: async (changes) => {
      running = await launch(changes);
    },
    stop: () => running.stop(),
  };
}
