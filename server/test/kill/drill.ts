import { startServer, type ServerProcess } from "../../../local/server-process.ts";
import { createMailbox, type Mailbox, type MailboxOptions } from "../mailbox.ts";
import { createTestApp, type TestApp } from "../test-app.ts";
import { createTestDatabase } from "../test-database.ts";

/** Long enough to start a process again within it. */
export const LEASE_SECONDS = 8;

export type Drill = {
  mailbox: Mailbox;
  /** The same database, without delivery: what happens to it here is another process's doing. */
  app: TestApp;
  /** Starts a server as a process of its own, which delivers. */
  start(): Promise<ServerProcess>;
  /** Commits a change that is told by mail. Answers with the mail's id. */
  commit(to: string): Promise<string>;
};

const quiet = { write: () => undefined, close: () => undefined };

/** Real processes, a real database and a real mail server, with a lease short enough to be waited for. All of it ends with the work. */
export async function withDrill(options: MailboxOptions, work: (drill: Drill) => Promise<void>): Promise<void> {
  const database = await createTestDatabase();
  const mailbox = await createMailbox(options);
  const settings = { SMTP_URL: mailbox.url };
  const app = await createTestApp({ databaseUrl: database.url, settings });
  const processes: ServerProcess[] = [];
  await app.deps.db.raw("update jobs.queue set expire_seconds = ?", [LEASE_SECONDS]);

  const start = async () => {
    const env = { PATH: process.env["PATH"], NODE_ENV: "test", DATABASE_URL: database.url, PORT: "0", METRICS_PORT: "0", ...settings };
    const server = await startServer({ env, log: quiet, onWarning: () => undefined });
    processes.push(server);
    return server;
  };
  const commit = async (to: string) => {
    await app.deps.db.transaction((tx) => app.deps.outbox.put(tx, { kind: "email_wanted", to, values: {} }, new Date()));
    return ((await app.deps.db("mails").where({ recipient: to }).first("id")) as { id: string }).id;
  };
  try {
    await work({ mailbox, app, start, commit });
  } finally {
    for (const server of processes) server.kill();
    await Promise.all(processes.map(({ ended }) => ended));
    await app.close();
    await mailbox.close();
    await database.drop();
  }
}
