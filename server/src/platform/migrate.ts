import knex from "knex";
import { migrateJobs } from "./jobs.ts";

/**
 * Applies what is missing, in the order of the file names, and answers with their names; then the tables of the job queues. Each
 * file runs in a transaction.
 * One runner at a time: a session lock on a connection of its own, which Postgres frees when the runner dies.
 */
export async function migrate(url: string, directory: string): Promise<string[]> {
  const db = knex({ client: "pg", connection: url, pool: { min: 1, max: 2 } });
  const lock = await db.client.acquireConnection();
  try {
    await lock.query("select pg_advisory_lock(hashtext('gatehouse_migrations'))");
    // knex' own lock stays set when a runner is killed. Under ours nobody else can hold it.
    await db.migrate.forceFreeMigrationsLock({ directory, loadExtensions: [".ts"] });
    const [, names] = (await db.migrate.latest({ directory, loadExtensions: [".ts"] })) as [number, string[]];
    await migrateJobs(db);
    return names.map((name) => name.replace(/^.*\//, ""));
  } finally {
    await lock.query("select pg_advisory_unlock_all()").catch(() => undefined);
    await db.client.releaseConnection(lock);
    await db.destroy();
  }
}
