import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { apiRole, type DatabaseRole, ownerRole } from "../../local/postgres-roles.ts";

const TEMPLATE = "gatehouse_template";

function urlAs(role: DatabaseRole, database: string): string {
  const url = process.env.GATEHOUSE_TEST_POSTGRES;
  if (!url) throw new Error("There is no test database: run the tests through server/jest.config.mjs.");
  return Object.assign(new URL(url), { username: role, pathname: `/${database}` }).href;
}

async function onServer(role: DatabaseRole, statement: string): Promise<void> {
  const client = new Client({ connectionString: urlAs(role, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export type TestDatabase = {
  /** For the API: its role owns nothing. */
  url: string;
  /** As the role that owns the schema, which row-level security binds too. */
  ownerUrl: string;
  drop(): Promise<void>;
};

/** A migrated database of its own, cloned from the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(ownerRole, `create database ${name} template ${TEMPLATE}`);
  // Only a superuser may end whoever is still in it, Postgres' own tidying among them.
  const drop = () => onServer("postgres", `drop database ${name} with (force)`);
  return { url: urlAs(apiRole, name), ownerUrl: urlAs(ownerRole, name), drop };
}

/** The same database as the superuser of the tests' server, straight, whatever is in between: no row is hidden from it, and nothing refused. */
export function superuserUrl(databaseUrl: string): string {
  return urlAs("postgres", new URL(databaseUrl).pathname.slice(1));
}
