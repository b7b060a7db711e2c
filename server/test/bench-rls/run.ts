import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { apiRole } from "../../../local/postgres-roles.ts";
import { startPostgres } from "../../../local/postgres.ts";
import { createDb, type Db } from "../../src/platform/db.ts";
import { migrate } from "../../src/platform/migrate.ts";
import { inOrganization } from "../../src/platform/tenant.ts";
import { fill, SIZE } from "./fill.ts";
import { QUERIES, type Place } from "./queries.ts";

/**
 * What row-level security costs the lists of an organization: the same statement, in the same transaction, once as the role of the API,
 * which is bound, and once as a superuser, whom no policy binds. One after the other at the same place, in random order, because a machine
 * grows slower and faster by itself. Starts a PostgreSQL of its own on the loopback and stops it. `--write` writes docs/benchmarks-rls.md.
 */
const ROUNDS = Number(process.argv.find((one) => /^\d+$/.test(one)) ?? 1_500);
const WARM_UP = 60;
const GOAL = 1.1;

type Row = { name: string; bound: number; free: number; ratio: number; rows: number };

const print = (line: string) => process.stdout.write(`${line}\n`);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Of the statement alone, without the transaction around it, which both have. */
async function timeOf(db: Db, place: Place, ask: (tx: Db, place: Place) => Promise<readonly unknown[]>) {
  return inOrganization(db, place.organizationId, async (tx) => {
    const started = performance.now();
    const rows = await ask(tx, place);
    return { milliseconds: performance.now() - started, rows: rows.length };
  });
}

async function compare(name: string, { bound, free }: { bound: Db; free: Db }, places: readonly Place[]): Promise<Row> {
  const ask = QUERIES[name] as (typeof QUERIES)[string];
  const times = { bound: [] as number[], free: [] as number[] };
  let rows = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    const place = places[round % places.length] as Place;
    const order = Math.random() < 0.5 ? (["bound", "free"] as const) : (["free", "bound"] as const);
    const found: Record<string, number> = {};
    for (const who of order) {
      const one = await timeOf({ bound, free }[who], place, ask);
      found[who] = one.rows;
      if (round >= WARM_UP) times[who].push(one.milliseconds);
    }
    if (found.bound !== found.free) throw new Error(`${name}: ${found.bound} rows behind the wall, ${found.free} without it`);
    rows = Math.max(rows, found.bound ?? 0);
  }
  return { name, bound: median(times.bound), free: median(times.free), ratio: median(times.bound) / median(times.free), rows };
}

/** One in ten is in the largest organization, as one in ten members is. */
async function choosePlaces(db: Db): Promise<Place[]> {
  const { rows } = await db.raw<{ rows: Place[] }>(
    `with chosen as (
       (select organization_id as id from memberships group by 1 order by count(*) desc limit 1)
       union all (select id from organizations order by random() limit 9)
     )
     select o.id as organization_id, m.user_id, e.occurred_at as event_at, e.sequence, i.id as invitation_id
     from chosen o, generate_series(1, 6) n,
       lateral (select user_id from memberships where organization_id = o.id and n > 0 order by random() limit 1) m,
       lateral (select occurred_at, sequence from audit_events where organization_id = o.id and n > 0 order by random() limit 1) e,
       lateral (select id from organization_invitations where organization_id = o.id and n > 0 order by random() limit 1) i
     order by random()`,
  );
  return rows;
}

function report(rows: readonly Row[], version: string): string {
  const cpu = cpus();
  const machine = `${cpu.length} × ${cpu[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  const count = (value: number) => value.toLocaleString("en");
  return `# What row-level security costs

\`npm run bench:rls -- --write\` writes this page. ${count(SIZE.memberships)} memberships of ${count(SIZE.users)} people in ${count(SIZE.organizations)} organizations, the largest of which
has ${count(SIZE.largest)}; ${count(SIZE.events)} events, ${count(SIZE.invitations)} invitations. The same statement at the same place, as the API's role behind the wall and as a superuser,
whom no policy binds; medians of ${ROUNDS} each, taken in turns in random order. The statement alone, over the loopback, from Node.

| list | behind the wall | without it | ratio |
| --- | --- | --- | --- |
${rows.map(({ name, bound, free, ratio }) => `| ${name} | ${bound.toFixed(3)} ms | ${free.toFixed(3)} ms | ${ratio.toFixed(3)} |`).join("\n")}

${version}; Node ${process.version}; ${machine}; ${new Date().toISOString().slice(0, 10)}. The goal is ${GOAL.toFixed(2)} at most. What is beyond it
is planning, which is longer by a fraction of a millisecond for each query, whatever it reads: it shows where little is read, and most in the record,
which is planned once for each month.
`;
}

const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
const postgres = await startPostgres({ dataDir: join(folder, "postgres"), durable: false, log: print });
const databases: Db[] = [];
const open = (role: typeof apiRole | "postgres", poolSize = 1) => {
  const db = createDb({ url: postgres.url("gatehouse", role), poolSize });
  databases.push(db);
  return db;
};
try {
  await migrate({ url: postgres.url("gatehouse"), directory: join(import.meta.dirname, "../../../migrations"), apiUser: apiRole });
  const free = open("postgres");
  print("Filling the tables…");
  const started = performance.now();
  await fill(postgres.url("gatehouse", "postgres"));
  print(`Filled in ${Math.round((performance.now() - started) / 1000)} s.`);
  const bound = open(apiRole);
  const places = await choosePlaces(free);
  const {
    rows: [found],
  } = await free.raw<{ rows: [{ version: string }] }>("select version() as version");
  const rows: Row[] = [];
  for (const name of Object.keys(QUERIES)) {
    const row = await compare(name, { bound, free }, places);
    print(`${name.padEnd(32)} ${row.bound.toFixed(3)} ms / ${row.free.toFixed(3)} ms = ${row.ratio.toFixed(3)} (${row.rows} rows at most)`);
    rows.push(row);
  }
  if (process.argv.includes("--write")) {
    writeFileSync(join(import.meta.dirname, "../../../docs/benchmarks-rls.md"), report(rows, found.version.split(" on ")[0] ?? ""));
  }
  process.exitCode = rows.some(({ ratio }) => ratio > GOAL) ? 1 : 0;
} finally {
  for (const db of databases) await db.destroy();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
