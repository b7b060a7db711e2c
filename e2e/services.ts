import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { clientDistDir, ensureClientBuild } from "../local/client-build.ts";
import { runOperatorCommand } from "../local/operator-command.ts";
import { apiRole } from "../local/postgres-roles.ts";
import { startPostgres } from "../local/postgres.ts";

/** The migrated database that every world clones. */
export const templateDatabase = "gatehouse_template";

const undo: (() => Promise<void> | void)[] = [];

/** What all test files share, started once by the runner: the console's production build and one Postgres with a migrated template. */
export async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-e2e-"));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  await Promise.all([copyClient(join(folder, "site")), startTemplate(join(folder, "postgres"))]);
}

/** Stops and removes what `globalSetup` started and made. */
export async function globalTeardown(): Promise<void> {
  for (const step of undo.toReversed()) await step();
}

/** A build made during the run changes nothing for it. */
async function copyClient(folder: string): Promise<void> {
  await ensureClientBuild((line) => console.error(line));
  cpSync(clientDistDir, folder, { recursive: true });
  process.env["E2E_SITE"] = folder;
}

async function startTemplate(dataDir: string): Promise<void> {
  const postgres = await startPostgres({ dataDir, durable: false });
  undo.push(() => postgres.stop());
  await onServer(postgres.url("postgres"), `create database ${templateDatabase}`);
  await runOperatorCommand("migrate", {
    DATABASE_URL: postgres.url(templateDatabase, apiRole),
    DATABASE_MIGRATION_URL: postgres.url(templateDatabase),
    NODE_ENV: "test",
  });
  process.env["E2E_POSTGRES"] = postgres.url("postgres");
}

/** The place of something that `globalSetup` made, in the processes of the test files too. */
export function provided(name: "E2E_POSTGRES" | "E2E_SITE"): string {
  const value = process.env[name];
  if (value === undefined) throw new Error("What the journeys need is not there. Run them with: npm run test:e2e");
  return value;
}

/** Runs one statement on a database server. */
export async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
