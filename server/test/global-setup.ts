import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startRedis } from "../../local/redis.ts";
import { startPostgres } from "../../local/postgres.ts";
import { apiRole } from "../../local/postgres-roles.ts";
import { migrate } from "../src/platform/migrate.ts";

export const TEMPLATE_DATABASE = "gatehouse_template";

/** Starts the real Postgres and Redis that all tests share, and makes the migrated database that each test file clones. */
export default async function globalSetup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
  const postgres = await startPostgres({ dataDir: join(folder, "postgres"), durable: false });
  const redis = await startRedis({ log: (line) => process.stderr.write(`${line}\n`) });
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: postgres.url("postgres") });
  await client.connect();
  await client.query(`create database ${TEMPLATE_DATABASE}`);
  await client.end();
  await migrate({ url: postgres.url(TEMPLATE_DATABASE), directory: join(import.meta.dirname, "../../migrations"), apiUser: apiRole });

  process.env.GATEHOUSE_TEST_POSTGRES = postgres.url("postgres");
  process.env.GATEHOUSE_TEST_PROBLEMS = join(folder, "problems.txt");
  if (redis) process.env.GATEHOUSE_TEST_REDIS = redis.url;
  globalThis.stopTestServices = async () => {
    await redis?.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

declare global {
  var stopTestServices: () => Promise<void>;
}
