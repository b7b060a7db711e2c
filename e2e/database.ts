import pg from "pg";
import { dropDatabase } from "../local/drop-database.ts";
import { onServer, provided, templateDatabase } from "./services.ts";

/** A database of one world, with all tables and nothing in them. */
export type WorldDatabase = {
  url: string;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

/** Clones the migrated template on the server that the runner started. */
export async function createDatabase(): Promise<WorldDatabase> {
  const server = provided("E2E_POSTGRES");
  const name = `world_${process.pid}`;
  await onServer(server, `create database ${name} template ${templateDatabase}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  return {
    url,
    query: async <Row extends pg.QueryResultRow>(text: string, values?: unknown[]) => (await pool.query<Row>(text, values)).rows,
    drop: async () => {
      await pool.end();
      await dropDatabase(name, (statement) => onServer(server, statement));
    },
  };
}
