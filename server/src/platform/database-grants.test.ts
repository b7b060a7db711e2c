import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Client } from "pg";
import { createTestDatabase, type TestDatabase } from "../../test/test-database.ts";
import { grantToApi } from "./database-grants.ts";
import { createDb, type Db } from "./db.ts";

const INSUFFICIENT_PRIVILEGE = "42501";

let database: TestDatabase;
let owner: Db;
let api: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = createDb({ url: database.ownerUrl, poolSize: 2 });
  api = new Client({ connectionString: database.url });
  await api.connect();
});
afterAll(async () => {
  await api.end();
  await owner.destroy();
  await database.drop();
});

const namesOf = async (query: string) => (await api.query<{ name: string }>(query)).rows.map(({ name }) => name).sort();
const refused = (statement: string) => expect(api.query(statement)).rejects.toMatchObject({ code: INSUFFICIENT_PRIVILEGE });
const RIGHTS = ["select", "insert", "update", "delete", "truncate", "references", "trigger"];
const rightsOn = async (table: string) => {
  const { rows } = await api.query<{ name: string }>(
    "select name from unnest($2::text[]) with ordinality as rights (name, place) where has_table_privilege($1, name) order by place",
    [table, RIGHTS],
  );
  return rows.map(({ name }) => name);
};

const TABLES = `select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
  where nspname in ('public', 'jobs') and relkind in ('r', 'p')`;

describe("the role of the API", () => {
  test("is no superuser, bypasses no policy, owns nothing, and is nobody else too", async () => {
    const { rows } = await api.query(`
      select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (select count(*)::int from pg_class where pg_has_role(current_user, relowner, 'member')) as owned,
        (select count(*)::int from pg_auth_members where member = r.oid) as memberships
      from pg_roles r where rolname = current_user`);
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0, memberships: 0 }]);
  });

  test("reads and writes every table, and does no more with any", async () => {
    const special = /\.(knex_migrations|knex_migrations_lock|audit_events)$/;
    const tables = (await namesOf(`${TABLES} and not relispartition`)).filter((table) => !special.test(table));
    expect(tables).toEqual(expect.arrayContaining(["public.users", "jobs.job"]));
    for (const table of tables) {
      expect({ table, rights: await rightsOn(table) }).toEqual({ table, rights: ["select", "insert", "update", "delete"] });
    }
  });

  test.each(["knex_migrations", "knex_migrations_lock"])("only reads %s", async (table) => {
    expect(await rightsOn(table)).toEqual(["select"]);
  });

  test("adds to the record of what was done, and neither deletes nor empties it nor says that something else was done", async () => {
    expect(await rightsOn("audit_events")).toEqual(["select", "insert"]);
    await api.query(
      "insert into audit_events (id, occurred_at, actor_type, action, outcome, ip) values (gen_random_uuid(), now(), 'system', 'a.b', 'success', '192.0.2.1')",
    );
    expect((await api.query("update audit_events set ip = null where action = 'a.b'")).rowCount).toBe(1);
    for (const column of ["id", "occurred_at", "action", "outcome", "actor_type", "target_type", "organization_id", "sequence"]) {
      await refused(`update audit_events set ${column} = ${column}`);
    }
    await refused("delete from audit_events");
    await refused("truncate audit_events");
  });

  test("reaches the months of the record, and all other parts of tables, through the table alone", async () => {
    const parts = await namesOf(`${TABLES} and relispartition`);
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts) expect({ part, rights: await rightsOn(part) }).toEqual({ part, rights: [] });
  });

  test("makes the months to come by the one function that may, and writes into them", async () => {
    await api.query("select ensure_audit_partitions('2031-05-05')");
    const [month] = await namesOf(`${TABLES} and relname = 'audit_events_2031_06'`);
    expect(month).toBeDefined();
    await api.query(
      "insert into audit_events (id, occurred_at, actor_type, action, outcome) values (gen_random_uuid(), '2031-06-01', 'system', 'c.d', 'success')",
    );
    expect((await api.query("select from audit_events where action = 'c.d'")).rowCount).toBe(1);
    await refused("delete from audit_events_2031_06");
  });

  test.each([
    "create table mine (id int)",
    "create function mine() returns int language sql as 'select 1'",
    "create schema mine",
    "alter table users disable row level security",
    "alter table users add column mine int",
    "create trigger mine before insert on users for each row execute function suppress_redundant_updates_trigger()",
    "create policy mine on users using (true)",
    "drop table sessions",
    "create table jobs.mine (id int)",
    "select jobs.create_queue('mine', '{}')",
    "set role gatehouse",
    "set session authorization gatehouse",
    "alter role gatehouse_api bypassrls",
    "grant select on users to public",
    "update knex_migrations set name = 'x'",
  ])("may not: %s", async (statement) => {
    const before = await namesOf(TABLES);
    // Who grants what is not theirs to grant is told so by a warning.
    if (statement.startsWith("grant")) {
      await api.query(statement);
      const { rows } = await owner.raw<{ rows: [{ may: boolean }] }>(
        "select exists (select from information_schema.table_privileges where grantee = 'PUBLIC' and table_name = 'users') as may",
      );
      expect(rows[0].may).toBe(false);
    } else await refused(statement);
    expect(await namesOf(TABLES)).toEqual(before);
  });
});

describe("grants are made anew at every migration:", () => {
  test("a table that is new is used, with its sequence and functions", async () => {
    await owner.raw(`create sequence planted_sequence; create table planted (id bigint default nextval('planted_sequence'), other serial);
      create function planted_answer() returns int language sql security definer as 'select 42'; revoke execute on function planted_answer() from public`);
    await refused("select * from planted");
    await refused("select planted_answer()");
    await grantToApi(owner, "gatehouse_api");
    await api.query("insert into planted default values");
    await api.query("update planted set id = 7");
    expect((await api.query("select planted_answer() as answer, id from planted")).rows).toEqual([{ answer: 42, id: "7" }]);
    await api.query("delete from planted");
  });

  test("what somebody granted beyond them is taken back", async () => {
    await owner.raw(
      "grant all on users, audit_events, knex_migrations to gatehouse_api; grant update (action) on audit_events to gatehouse_api; grant create on schema public to public",
    );
    await api.query("create temporary table own (id int); drop table own");
    await grantToApi(owner, "gatehouse_api");
    await grantToApi(owner, "gatehouse_api");
    expect(await rightsOn("users")).toEqual(["select", "insert", "update", "delete"]);
    expect(await rightsOn("audit_events")).toEqual(["select", "insert"]);
    expect(await rightsOn("knex_migrations")).toEqual(["select"]);
    await refused("update audit_events set action = 'x.y'");
    await refused("create table mine (id int)");
  });

  test("they wait for a month of the record that is being made, and the other way round", async () => {
    for (let year = 2040; year < 2048; year += 1) {
      const month = api.query("select ensure_audit_partitions($1)", [`${year}-01-01`]);
      await Promise.all([month, grantToApi(owner, "gatehouse_api")]);
    }
    expect(await rightsOn("audit_events")).toEqual(["select", "insert"]);
  });
});
