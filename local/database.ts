import { findRunningPostgres, startPostgres } from "./postgres.ts";
import { localPath } from "./project.ts";

export type Database = {
  url: string;
  /** The embedded PostgreSQL's data folder; undefined with DATABASE_URL. */
  folder?: string;
  isAlive: () => boolean;
  stop: () => Promise<void>;
};

/** The database to develop with: DATABASE_URL where it is set, else an embedded PostgreSQL of this checkout, started now. */
export async function openDatabase(log: (line: string) => void): Promise<Database> {
  const given = process.env["DATABASE_URL"];
  if (given) return borrowed(given);
  const folder = localPath("postgres");
  const postgres = await startPostgres({ dataDir: folder, durable: true, log });
  return { url: postgres.url("gatehouse"), folder, isAlive: postgres.isAlive, stop: postgres.stop };
}

/** As `openDatabase`, but uses the one of a running `npm start` where there is one. */
export async function joinDatabase(log: (line: string) => void): Promise<Database> {
  const running = process.env["DATABASE_URL"] ? undefined : findRunningPostgres(localPath("postgres"), "gatehouse");
  return running === undefined ? openDatabase(log) : borrowed(running);
}

function borrowed(url: string): Database {
  return { url, isAlive: () => true, stop: async () => undefined };
}
