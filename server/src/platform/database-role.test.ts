import { PassThrough } from "node:stream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createTestApp } from "../../test/test-app.ts";
import { createTestDatabase, superuserUrl, type TestDatabase } from "../../test/test-database.ts";
import { requireBoundRole } from "./database-role.ts";
import { createDb, type Db } from "./db.ts";
import { createLog } from "./log.ts";

/** Roles are the whole server's, which other test files use too. */
const NAME = `odd_role_${process.pid}`;

let database: TestDatabase;
let superuser: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  superuser = createDb({ url: superuserUrl(database.url), poolSize: 1 });
  await superuser.raw(`create role ${NAME} login password 'of-a-test'`);
});
afterAll(async () => {
  await superuser.raw(`drop owned by ${NAME}; drop role ${NAME}`);
  await superuser.destroy();
  await database.drop();
});
beforeEach(() => superuser.raw(`revoke gatehouse from ${NAME}; alter role ${NAME} nosuperuser nobypassrls`));

const oddUrl = () => Object.assign(new URL(database.url), { username: NAME, password: "of-a-test" }).href;

/** Why a process of that environment does not start with this role, and what it logs. */
async function judge(url: string, environment: string): Promise<{ refusal?: string; warnings: string[] }> {
  const lines: string[] = [];
  const sink = new PassThrough().on("data", (chunk: Buffer) => lines.push(...chunk.toString("utf8").split("\n").filter(Boolean)));
  const log = createLog({ level: "info" }, sink);
  const db = createDb({ url, poolSize: 1 });
  const refusal = await requireBoundRole(db, { environment, log }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  await db.destroy();
  const warnings = lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
  return { ...(refusal !== undefined && { refusal }), warnings };
}

const ODDITIES = [
  { what: "a superuser", change: `alter role ${NAME} superuser`, says: /"odd_role_\d+" is a superuser/ },
  { what: "a role with BYPASSRLS", change: `alter role ${NAME} bypassrls`, says: /"odd_role_\d+" has BYPASSRLS/ },
];
const WAY = /Let DATABASE_URL name a role of its own for the API, as docs\/database\.md shows, and DATABASE_MIGRATION_URL the owner\.$/;

describe.each(ODDITIES)("$what", ({ change, says }) => {
  beforeEach(() => superuser.raw(change));

  test.each(["test", "production"])("does not start the API in %s, which says what to do", async (environment) => {
    const { refusal, warnings } = await judge(oddUrl(), environment);
    expect(refusal).toMatch(says);
    expect(refusal).toMatch(WAY);
    expect(warnings).toEqual([]);
  });

  test("is warned of once in development", async () => {
    const { refusal, warnings } = await judge(oddUrl(), "development");
    expect(refusal).toBeUndefined();
    expect(warnings).toEqual([expect.stringMatching(says)]);
    expect(warnings[0]).toMatch(WAY);
  });
});

describe("the owner of the tables", () => {
  test("does not start the API in production, nor does a role that may become the owner", async () => {
    const owner = await judge(database.ownerUrl, "production");
    expect(owner.refusal).toMatch(/"gatehouse" owns tables, and could take their row-level security away/);
    expect(owner.refusal).toMatch(WAY);
    for (const inherits of ["true", "false"]) {
      await superuser.raw(`grant gatehouse to ${NAME} with inherit ${inherits}`);
      expect((await judge(oddUrl(), "production")).refusal).toMatch(/"odd_role_\d+" owns tables/);
    }
  });

  test.each(["test", "development"])("does in %s, where policies that are forced bind it too", async (environment) => {
    expect(await judge(database.ownerUrl, environment)).toEqual({ warnings: [] });
  });
});

test.each(["test", "development", "production"])("the role that migrations grant to starts the API in %s", async (environment) => {
  expect(await judge(database.url, environment)).toEqual({ warnings: [] });
});

test("a whole API does not start as a superuser, and leaves no connection", async () => {
  await superuser.raw(`alter role ${NAME} superuser`);
  await expect(createTestApp({ databaseUrl: oddUrl() })).rejects.toThrow(/is a superuser/);
  const { rows } = await superuser.raw<{ rows: unknown[] }>("select from pg_stat_activity where usename = ?", [NAME]);
  expect(rows).toEqual([]);
});

test("a role without any right does not start the API", async () => {
  await expect(createTestApp({ databaseUrl: oddUrl() })).rejects.toMatchObject({ code: "42501" });
});
