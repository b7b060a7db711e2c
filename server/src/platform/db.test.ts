import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createTestDatabase } from "../../test/test-database.ts";
import { createDb, type Db } from "./db.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb({ url: database.ownerUrl, poolSize: 2 });
  await db.raw("create table odd_things (id int primary key, made_at timestamptz, more_text text, more_values jsonb)");
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test("names are snake_case in the database and camelCase here, and what is inside JSON is left alone", async () => {
  const madeAt = new Date("2026-02-03T04:05:06.789Z");
  const [row] = (await db("oddThings")
    .insert({ id: 1, madeAt, moreText: "x", moreValues: JSON.stringify({ inner_name: 1, innerName: 2 }) })
    .returning("*")) as unknown[];
  expect(row).toEqual({ id: 1, madeAt, moreText: "x", moreValues: { inner_name: 1, innerName: 2 } });
  expect((await db.raw<{ rows: unknown[] }>("select made_at, more_text from odd_things")).rows).toEqual([{ madeAt, moreText: "x" }]);
  expect(await db("oddThings").where({ moreText: "x" }).first("madeAt")).toEqual({ madeAt });
});
