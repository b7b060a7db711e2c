import { findRunningPostgres, startPostgres } from "./postgres.ts";
import { apiRole } from "./postgres-roles.ts";
import { localPath } from "./project.ts";

export type Database = {
  /** For the API and its commands. */
  url: string;
  /** For the migrations, as the owner of the schema; undefined where `url` is all there is. */
  migrationUrl: string | undefined;
  /** The embedded PostgreSQL's data folder; undefined with DATABASE_URL. */
  folder?: string;
  isAlive: () => boolean;
  stop: () => Promise<void>;
};

/** The database to develop with: DATABASE_URL where it is set, else an embedded PostgreSQL of this checkout, started now. */
export async function openDatabase(log: (line: string) => void): Promise<Database> {
  const given = process.env["DATABASE_URL"];
  if (given) return borrowed(given, process.env["DATABASE_MIGRATION_URL"]);
  const folder = localPath("postgres");
  const { url, isAlive, stop } = await startPostgres({ dataDir: folder, durable: true, log });
  return { url: url("gatehouse", apiRole), migrationUrl: url("gatehouse"), folder, isAlive, stop };
}

/** As `openDatabase`, but uses the one of a running `npm start` where there is one. */
export async function joinDatabase(log: (line: string) => void): Promise<Database> {
  const folder = localPath("postgres");
  const running = process.env["DATABASE_URL"] ? undefined : findRunningPostgres(folder, "gatehouse", apiRole);
  return running === undefined ? openDatabase(log) : borrowed(running, findRunningPostgres(folder, "gatehouse"));
}

function borrowed(url: string, migrationUrl: string | undefined): Database {
  return { url, migrationUrl, isAlive: () => true, stop: async () => undefined };
}
