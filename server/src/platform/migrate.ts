import knex from "knex";
import { grantToApi } from "./database-grants.ts";
import type { Db } from "./db.ts";
import { migrateJobs } from "./jobs.ts";

export type MigrateOptions = {
  /** A direct connection as the role that owns the schema. */
  url: string;
  /** Where the migrations are. */
  directory: string;
  /** The role that the API connects as. It is granted what it needs, unless it is the owner itself. */
  apiUser: string;
};

/**
 * Applies what is missing, in the order of the file names, and answers with their names; then the tables of the job queues, and
 * what the API may do with all of them. Each file runs in a transaction. Throws a sentence when there is no such role, or ours is not the owner.
 * One runner at a time: a session lock on a connection of its own, which Postgres frees when the runner dies.
 */
export async function migrate({ url, directory, apiUser }: MigrateOptions): Promise<string[]> {
  const db = knex({ client: "pg", connection: url, pool: { min: 1, max: 2 } });
  try {
    const isOwner = await isCurrentRole(db, apiUser);
    const lock = await db.client.acquireConnection();
    try {
      await lock.query("select pg_advisory_lock(hashtext('gatehouse_migrations'))");
      // knex' own lock stays set when a runner is killed. Under ours nobody else can hold it.
      await db.migrate.forceFreeMigrationsLock({ directory, loadExtensions: [".ts"] });
      const [, names] = (await db.migrate.latest({ directory, loadExtensions: [".ts"] })) as [number, string[]];
      await migrateJobs(db);
      if (!isOwner) await grantToApi(db, apiUser);
      return names.map((name) => name.replace(/^.*\//, ""));
    } finally {
      await lock.query("select pg_advisory_unlock_all()").catch(() => undefined);
      await db.client.releaseConnection(lock);
    }
  } finally {
    await db.destroy();
  }
}

type Roles = { name: string; mayCreate: boolean; isThere: boolean };

/** Asked before anything is changed. */
async function isCurrentRole(db: Db, role: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [Roles] }>(
    `select current_user as name, has_schema_privilege(to_regnamespace('public'), 'create') as "mayCreate",
       exists (select from pg_roles where rolname = ?) as "isThere"`,
    [role],
  );
  const [{ name, mayCreate, isThere }] = rows;
  if (!mayCreate) {
    throw new Error(
      `The role "${name}" may not migrate, since it does not own the schema. Let DATABASE_MIGRATION_URL name the role that does, as docs/database.md shows.`,
    );
  }
  if (isThere) return name === role;
  throw new Error(
    `The role "${role}" of DATABASE_URL does not exist, so nothing was migrated. Create it, as docs/database.md shows, and run this again: ` +
      `create role "${role}" login password '...'`,
  );
}
