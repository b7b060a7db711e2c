import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { PassThrough } from "node:stream";
import type { Express } from "express";
import { createApp } from "../src/app.ts";
import { readConfig } from "../src/config.ts";
import { createDeps } from "../src/create-deps.ts";
import { deliverMails } from "../src/features/mail/index.ts";
import type { Deps } from "../src/deps.ts";
import type { EndpointDefinition } from "../src/http/endpoint.ts";
import { createDb, type Db } from "../src/platform/db.ts";
import { createLog } from "../src/platform/log.ts";
import { createMailbox, type Mailbox } from "./mailbox.ts";
import { movableClock, type MovableClock } from "./movable-clock.ts";
import { noteDeclaredProblems, noteProducedProblem } from "./problem-coverage.ts";
import { createTestDatabase, superuserUrl } from "./test-database.ts";

export type TestApp = {
  app: Express;
  server: Server;
  deps: Deps;
  /**
   * The same database as a superuser, for what the API's own role, that of `deps.db`, cannot do: change the schema, delete from the
   * record, or see rows of every tenant. A superuser, because row-level security binds the owner too.
   */
  ownerDb: Db;
  endpoints: readonly EndpointDefinition[];
  clock: MovableClock;
  /** Where its mails arrive, when it was made with one. */
  readonly mailbox: Mailbox;
  /** Every log line so far, parsed. */
  logLines(): Array<Record<string, unknown>>;
  /** Notes a secret that the test sent or received: none may stand in a log line when the app is closed. */
  secret(value: string): string;
  close(): Promise<void>;
};

export type TestAppOptions = {
  settings?: Record<string, string>;
  redis?: boolean;
  databaseUrl?: string;
  /** Delivers mails, to an SMTP server of its own. */
  mailbox?: boolean;
};

/** A low cost keeps the tests quick; the real one is measured elsewhere. */
const SETTINGS = { NODE_ENV: "test", BCRYPT_COST: "4", LOG_LEVEL: "debug", PUBLIC_URL: "http://localhost:3000", PASSWORD_HASH_SLOTS: "2" };

/** A whole API on a database of its own: real Express, real Postgres, and a real Redis when asked for. */
export async function createTestApp({
  settings = {},
  redis = false,
  databaseUrl,
  mailbox: isDelivering = false,
}: TestAppOptions = {}): Promise<TestApp> {
  const database = databaseUrl === undefined ? await createTestDatabase() : { url: databaseUrl, drop: async () => undefined };
  const redisUrl = redis ? `${process.env.GATEHOUSE_TEST_REDIS}/${1 + Math.floor(Math.random() * 15)}` : undefined;
  const mailbox = isDelivering ? await createMailbox() : undefined;
  const config = readConfig({
    ...SETTINGS,
    DATABASE_URL: database.url,
    ...(redisUrl && { REDIS_URL: redisUrl }),
    ...(mailbox && { SMTP_URL: mailbox.url }),
    ...settings,
  });
  const clock = movableClock();
  const lines: string[] = [];
  const sink = new PassThrough().on("data", (chunk: Buffer) => lines.push(...chunk.toString("utf8").split("\n").filter(Boolean)));
  const deps = await createDeps(config, { log: createLog({ level: config.logLevel }, sink), clock });
  if (deps.redis && deps.redis.status !== "ready") await new Promise((resolve) => deps.redis?.once("ready", resolve));

  const { app, endpoints } = createApp(deps, {
    observeProblem: (request, { code }) => {
      const route = request.res?.locals.route as string | undefined;
      const endpoint = endpoints.find(({ method, path }) => path === route && method === request.method);
      if (endpoint) noteProducedProblem(endpoint.operationId, code);
    },
  });
  noteDeclaredProblems(endpoints);
  const delivery = mailbox && deliverMails(deps);
  const ownerDb = createDb({ url: superuserUrl(database.url), poolSize: 2 });
  const server = createServer(app);
  await once(server.listen(0, "127.0.0.1"), "listening");
  const secrets = new Set<string>();

  return {
    app,
    server,
    deps,
    ownerDb,
    endpoints,
    clock,
    get mailbox() {
      if (!mailbox) throw new Error("This app has no mailbox: make it with { mailbox: true }.");
      return mailbox;
    },
    logLines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    secret: (value) => (secrets.add(value), value),
    async close() {
      server.closeAllConnections();
      server.close();
      await delivery?.stop(1_000);
      await mailbox?.close();
      await deps.close();
      await ownerDb.destroy();
      await database.drop();
      for (const secret of secrets) {
        const leak = lines.find((line) => line.includes(JSON.stringify(secret).slice(1, -1)));
        if (leak) throw new Error(`A secret stands in a log line: ${leak}`);
      }
    },
  };
}
