import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { eventually } from "../../test/eventually.ts";
import { createTestDatabase } from "../../test/test-database.ts";

const run = promisify(execFile);
const MIGRATE = new URL("./migrate.ts", import.meta.url).href;
const MIGRATIONS = join(import.meta.dirname, "../../../migrations");

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: Client;
let folder: string;
beforeEach(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
});
afterEach(async () => {
  await client.end();
  await database.drop();
  await rm(folder, { recursive: true });
});

/** A runner is a process of its own, as in a deployment, so that it can be killed. */
const script = (directory: string, apiUser = "gatehouse_api") =>
  `const { migrate } = await import(${JSON.stringify(MIGRATE)});
   console.log(JSON.stringify(await migrate(${JSON.stringify({ url: database.ownerUrl, directory, apiUser })})));`;
const runner = (directory: string): ChildProcess => spawn(process.execPath, ["--input-type=module", "-e", script(directory)]);
async function migrate(directory: string, apiUser?: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", script(directory, apiUser)]);
  return JSON.parse(stdout) as string[];
}

const addMigration = (name: string, sql: string) =>
  writeFile(
    join(folder, name),
    `export const up = (knex) => knex.raw(${JSON.stringify(sql)});\nexport const down = () => Promise.resolve();\n`,
  );
const valueOf = async (sql: string) => Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
const isThere = async (table: string) => (await valueOf(`select to_regclass('${table}')`)) !== null;

test("an empty database is brought to the present schema, once", async () => {
  expect(await migrate(MIGRATIONS)).toEqual(expect.arrayContaining(["20261121_01_accounts.ts"]));
  expect(await isThere("users")).toBe(true);
  expect(await migrate(MIGRATIONS)).toEqual([]);
});

test("two runners at once apply each migration once, and both succeed", async () => {
  await addMigration("1_slow.ts", "create table runs (id serial); insert into runs default values; select pg_sleep(0.5)");
  const applied = await Promise.all([migrate(folder), migrate(folder), migrate(folder)]);
  expect(applied.flat()).toEqual(["1_slow.ts"]);
  expect(await valueOf("select count(*)::int from runs")).toBe(1);
});

test("a killed runner leaves nothing half done and does not stop the next", async () => {
  await addMigration("1_first.ts", "create table first_table (id int)");
  await addMigration("2_slow.ts", "create table half_done (id int); select pg_sleep(1.5)");
  const killed = runner(folder);
  const isSleeping =
    "select count(*)::int from pg_stat_activity where query like '%pg_sleep(1.5)%' and state = 'active' and pid <> pg_backend_pid()";
  await eventually(async () => (await valueOf(isSleeping)) === 1);
  killed.kill("SIGKILL");
  await once(killed, "exit");

  expect(await migrate(folder)).toContain("2_slow.ts");
  expect(await isThere("half_done")).toBe(true);
  expect(await valueOf("select max(is_locked)::int from knex_migrations_lock")).toBe(0);
});

test("a lock that a runner left behind does not stop the next", async () => {
  await addMigration("1_first.ts", "create table first_table (id int)");
  await migrate(folder);
  await client.query("update knex_migrations_lock set is_locked = 1");
  await addMigration("2_second.ts", "create table second_table (id int)");
  expect(await migrate(folder)).toEqual(["2_second.ts"]);
});

test("a migration that fails changes nothing, says why, and is tried again by the next runner", async () => {
  await addMigration("1_bad.ts", "create table before_it (id int); select 1 / 0");
  await expect(migrate(folder)).rejects.toMatchObject({ stderr: expect.stringContaining("division by zero") });
  expect(await isThere("before_it")).toBe(false);
  await addMigration("1_bad.ts", "create table before_it (id int)");
  expect(await migrate(folder)).toEqual(["1_bad.ts"]);
});

test("every migration can be undone, down to nothing, and done again", async () => {
  await migrate(MIGRATIONS);
  const down = `const { default: knex } = await import(${JSON.stringify(import.meta.resolve("knex"))});
    const db = knex({ client: "pg", connection: ${JSON.stringify(database.ownerUrl)} });
    await db.migrate.rollback({ directory: ${JSON.stringify(MIGRATIONS)}, loadExtensions: [".ts"] }, true);
    await db.destroy();`;
  await run(process.execPath, ["--input-type=module", "-e", down]);
  const left = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relname not like 'knex_%'
     union all select proname from pg_proc where pronamespace = 'public'::regnamespace`,
  );
  expect(left.rows).toEqual([]);
  expect((await migrate(MIGRATIONS)).length).toBeGreaterThan(0);
});

test("the API's role can use what was migrated, and the owner stays the owner", async () => {
  await addMigration("1_first.ts", "create table first_table (id serial)");
  await migrate(folder);
  const api = new Client({ connectionString: database.url });
  await api.connect();
  await api.query("insert into first_table default values");
  await api.query("select from jobs.job");
  await expect(api.query("drop table first_table")).rejects.toThrow("must be owner");
  await api.end();
  expect(await valueOf("select tableowner from pg_tables where tablename = 'first_table'")).toBe("gatehouse");
});

test("with one role for both nothing is granted", async () => {
  await addMigration("1_first.ts", "create table first_table (id serial)");
  expect(await migrate(folder, "gatehouse")).toEqual(["1_first.ts"]);
  expect(await valueOf("select relacl from pg_class where relname = 'first_table'")).toBe(null);
});
