import pg from "pg";
import { apiRole, type DatabaseRole } from "../local/postgres-roles.ts";
import { onServer, provided, templateDatabase } from "./services.ts";

/** A database of one world, with all tables and nothing in them. */
export type WorldDatabase = {
  /** For the API: its role owns nothing. */
  url: string;
  /** As the server's superuser: no row is hidden from it. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

/** Clones the migrated template on the server that the runner started. */
export async function createDatabase(): Promise<WorldDatabase> {
  const server = provided("E2E_POSTGRES");
  const name = `world_${process.pid}`;
  await onServer(server, `create database ${name} template ${templateDatabase}`);
  const urlAs = (role: DatabaseRole, database = name) => Object.assign(new URL(server), { username: role, pathname: `/${database}` }).href;
  const pool = new pg.Pool({ connectionString: urlAs("postgres"), max: 2 });
  // A connection at rest is ended with its database.
  pool.on("error", () => undefined);
  return {
    url: urlAs(apiRole),
    query: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    drop: async () => {
      await pool.end();
      // Only a superuser may end whoever is still in it, Postgres' own tidying among them.
      await onServer(urlAs("postgres", "postgres"), `drop database ${name} with (force)`);
    },
  };
}
