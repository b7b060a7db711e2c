import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { dropDatabase } from "../../local/drop-database.ts";

const TEMPLATE = "gatehouse_template";

function serverUrl(): string {
  const url = process.env.GATEHOUSE_TEST_POSTGRES;
  if (!url) throw new Error("There is no test database: run the tests through server/jest.config.mjs.");
  return url;
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A migrated database of its own, cloned from the template. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await onServer(`create database ${name} template ${TEMPLATE}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => dropDatabase(name, onServer) };
}
