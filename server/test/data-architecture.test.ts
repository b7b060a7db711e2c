import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PERSONAL_DATA } from "../src/features/personal-data/index.ts";
import { createTestApp, type TestApp } from "./test-app.ts";

/** What a column is called that refers to a person, or holds what they can be known by. */
const PERSONAL_NAME =
  /(^|_)(user_id|email|recipient|person_id|owner_id|member_id|impersonator_id|actor_id|actor_name|user_agent|ip|phone|browser_hash)$|_by$/;

type Column = { table: string; column: string; isReference: boolean };

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

/** Every column of our own tables. The months of a partitioned table are parts of it; the queue's tables hold ids of ours alone. */
async function readColumns(): Promise<Column[]> {
  const { rows } = await app.deps.db.raw<{ rows: Column[] }>(`
    select c.relname as table, a.attname as column, exists (
      select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid and f.confrelid = 'users'::regclass and a.attnum = any(f.conkey)
    ) as is_reference
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
    order by 1, a.attnum`);
  return rows;
}

const named = new Map(PERSONAL_DATA.map((one) => [one.table, one]));
const columnsOf = ({ shown, withheld }: (typeof PERSONAL_DATA)[number]) => [
  ...shown.map((column) => (typeof column === "string" ? column : column[0])),
  ...Object.keys(withheld),
];
const isPersonal = ({ table, column, isReference }: Column) => isReference || PERSONAL_NAME.test(column) || table === "users";
const missingTables = (columns: Column[]) => [
  ...new Set(columns.filter((one) => isPersonal(one) && !named.has(one.table)).map(({ table, column }) => `${table} (${column})`)),
];

describe("features/personal-data/personal-data.ts", () => {
  test("names every table with a column that refers to a person: what the export shows of it, and what deletion does to it", async () => {
    expect(missingTables(await readColumns())).toEqual([]);
  });

  test("says of every column of these tables whether it is shown, and of none that is not there", async () => {
    const columns = await readColumns();
    for (const one of PERSONAL_DATA) {
      const there = columns.filter(({ table }) => table === one.table).map(({ column }) => column);
      expect({ table: one.table, columns: columnsOf(one).sort() }).toEqual({ table: one.table, columns: there.sort() });
    }
  });

  test("shows no column whose name is that of a secret", () => {
    for (const { shown } of PERSONAL_DATA) {
      for (const column of shown) expect(String(column)).not.toMatch(/hash|secret|sealed|token|public_key|credential_id|counter/);
    }
  });

  test("gives each section a name of its own, and the person's row goes last", () => {
    const names = PERSONAL_DATA.flatMap(({ sections }) => sections.map(({ name }) => name));
    expect(new Set(names).size).toBe(names.length);
    expect(PERSONAL_DATA.at(-1)?.table).toBe("users");
  });

  test.each([
    ["a reference", "create table planted (id uuid, holder uuid references users (id))", "planted (holder)"],
    ["an id", "create table planted (id uuid, user_id uuid)", "planted (user_id)"],
    ["an address", "create table planted (id uuid, old_email text)", "planted (old_email)"],
    ["who did it", "create table planted (id uuid, revoked_by uuid)", "planted (revoked_by)"],
  ])("a new table with %s that nobody has named is seen", async (_name, statement, expected) => {
    await app.ownerDb.raw(statement);
    const missing = missingTables(await readColumns());
    await app.ownerDb.raw("drop table planted");
    expect(missing).toContain(expected);
  });
});
