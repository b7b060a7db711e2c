import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { findRunningPostgres, startPostgres } from "./postgres.ts";
import { apiRole } from "./postgres-roles.ts";
import { findPostmaster } from "./postmaster.ts";

let folder = "";
let dataDir = "";

// mkdtemp's folders are closed to all other accounts, as a checkout below /root is.
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "postgres-"));
  dataDir = join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a database starts in a closed folder, serves one owner at a time, and stops", async () => {
  const postgres = await startPostgres({ dataDir, durable: false });
  expect(postgres.isAlive()).toBe(true);
  expect(new URL(postgres.url("gatehouse")).hostname).toBe("127.0.0.1");
  expect(findRunningPostgres(dataDir, "gatehouse")).toBe(postgres.url("gatehouse"));
  expect(statSync(`${dataDir}.password`).mode & 0o777).toBe(0o600);
  await expect(startPostgres({ dataDir, durable: false })).rejects.toThrow(`in use by process ${process.pid}`);
  await postgres.stop();
  expect(postgres.isAlive()).toBe(false);
  expect(findRunningPostgres(dataDir, "gatehouse")).toBeUndefined();
});

test("the API has a role of its own, which a data folder of an earlier version is given too", async () => {
  const { default: pg } = await import("pg");
  const ask = async (url: string, statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const role = `select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls as "mayMore" from pg_roles where rolname = '${apiRole}'`;

  const first = await startPostgres({ dataDir, durable: false });
  expect(await ask(first.url("gatehouse", apiRole), role)).toEqual([{ mayMore: false }]);
  expect(findRunningPostgres(dataDir, "gatehouse", apiRole)).toBe(first.url("gatehouse", apiRole));
  await ask(first.url("gatehouse"), `drop role ${apiRole}`);
  await first.stop();

  const second = await startPostgres({ dataDir, durable: false });
  expect(await ask(second.url("gatehouse", apiRole), role)).toEqual([{ mayMore: false }]);
  await second.stop();
});

test("a database whose owner was killed stops by itself, and starts again", async () => {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(join(import.meta.dirname, "postgres.ts"))});
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: true });
    console.log("up");
    setInterval(() => undefined, 1_000);`;
  const owner = spawn(process.execPath, ["--input-type=module", "--eval", program], { stdio: ["ignore", "pipe", "inherit"] });
  await once(owner.stdout, "data");
  owner.kill("SIGKILL");
  while (findPostmaster(dataDir)) await sleep(20);
  const postgres = await startPostgres({ dataDir, durable: true });
  expect(postgres.isAlive()).toBe(true);
  await postgres.stop();
});

test("a folder of another major version is left alone, with a way out", async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "PG_VERSION"), "15\n");
  await expect(startPostgres({ dataDir, durable: true })).rejects.toThrow(/made by PostgreSQL 15[\s\S]*mv [\s\S]*DATABASE_URL/);
});

test("a folder that holds something else is left alone", async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "thesis.txt"), "");
  await expect(startPostgres({ dataDir, durable: true })).rejects.toThrow("no PostgreSQL database");
});

test("a creation that was interrupted is begun again", async () => {
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, "PG_VERSION"), "18\n");
  writeFileSync(`${dataDir}.password.new`, "x");
  const postgres = await startPostgres({ dataDir, durable: false });
  await postgres.stop();
});
