import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createBreakableProxy, type BreakableProxy } from "../../test/breakable-proxy.ts";
import { eventually } from "../../test/eventually.ts";
import { createTestDatabase } from "../../test/test-database.ts";
import { createDb, type Db } from "./db.ts";
import { jobDatabase } from "./job-database.ts";
import { createJobs, OutcomeUnknown, type Jobs } from "./jobs.ts";
import { createLog } from "./log.ts";

const log = createLog({ level: "silent" });
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let proxy: BreakableProxy;
let db: Db;
let jobs: Jobs;
beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await createBreakableProxy(database.url);
  db = createDb({ url: proxy.url, poolSize: 5 });
});
afterAll(async () => {
  await db.destroy();
  await proxy.close();
  await database.drop();
});
beforeEach(() => void (jobs = createJobs({ db, log })));
afterEach(async () => {
  proxy.restore();
  await jobs.stop(0);
  await db.raw("delete from jobs.job");
});

type Note = { note: string };
const send = (note: string) => db.transaction((tx) => jobs.send(tx, "mail", { note }));
const states = async () => (await db("jobs.job").orderBy("createdOn").pluck("state")) as string[];

/** Works like a handler, and keeps what it was given. */
function keeper(fate: (note: string) => Promise<void> = () => Promise.resolve()) {
  const seen: string[] = [];
  return {
    seen,
    handler: async ({ note }: Note) => {
      seen.push(note);
      await fate(note);
    },
  };
}

test("a job is worked on as soon as its transaction commits, not at the next poll", async () => {
  const { seen, handler } = keeper();
  jobs.work<Note>("mail", handler);
  await sleep(300);
  const since = Date.now();
  await send("now");
  await eventually(() => Promise.resolve(seen.length === 1));
  expect(Date.now() - since).toBeLessThan(1_000);
  await eventually(async () => (await states()).every((state) => state === "completed"));
});

test("a job of a transaction that rolls back was never there, and one of a savepoint waits for the whole", async () => {
  const { seen, handler } = keeper();
  jobs.work<Note>("mail", handler);
  const rolledBack = db.transaction(async (tx) => {
    await jobs.send(tx, "mail", { note: "gone" });
    throw new Error("no");
  });
  await expect(rolledBack).rejects.toThrow("no");
  await db.transaction(async (tx) => {
    await tx.transaction((inner) => jobs.send(inner, "mail", { note: "kept" }));
    await sleep(100);
    expect(seen).toEqual([]);
  });
  await eventually(() => Promise.resolve(seen.length === 1));
  expect(seen).toEqual(["kept"]);
  expect(await db("jobs.job")).toHaveLength(1);
});

test("a job that fails is tried again after a while, and nothing of its error is stored", async () => {
  let failures = 1;
  const { seen, handler } = keeper(async () => {
    if (failures-- > 0) throw new Error("refused <ada@example.com>");
  });
  jobs.work<Note>("mail", handler);
  await send("again");
  await eventually(async () => (await states())[0] === "retry");
  expect(JSON.stringify(await db("jobs.job").first())).not.toContain("ada@example.com");
  await eventually(() => Promise.resolve(seen.length === 2), 10);
});

test("the last try is told that it is the last", async () => {
  const tries: boolean[] = [];
  await send("soon over");
  await db("jobs.job").update({ retryLimit: 1, retryDelay: 0, retryBackoff: false });
  jobs.work<Note>("mail", async (_data, { isLast }) => {
    tries.push(isLast);
    throw new Error("no");
  });
  await eventually(async () => (await states())[0] === "failed", 10);
  expect(tries).toEqual([false, true]);
});

test("many workers take each job once", async () => {
  const { seen, handler } = keeper(() => sleep(5));
  const other = createJobs({ db, log });
  for (const each of [jobs, other]) for (let worker = 0; worker < 3; worker += 1) each.work<Note>("mail", handler);
  const notes = Array.from({ length: 30 }, (_, number) => `job ${number}`);
  await Promise.all(notes.map(send));
  await eventually(async () => (await states()).every((state) => state === "completed"), 10);
  expect([...seen].sort()).toEqual([...notes].sort());
  await other.stop(0);
});

test("a stop lets what is under way finish, and takes nothing more", async () => {
  const { seen, handler } = keeper(() => sleep(400));
  jobs.work<Note>("mail", handler);
  await send("first");
  await send("second");
  await eventually(() => Promise.resolve(seen.length === 1));
  await jobs.stop(5_000);
  expect(seen).toEqual(["first"]);
  expect(await states()).toEqual(["completed", "created"]);
});

test("what a stop cuts off keeps its lease: nobody tries it again before", async () => {
  jobs.work<Note>(
    "mail",
    (_data, { signal }) => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  await send("long");
  await eventually(async () => (await states())[0] === "active");
  await jobs.stop(100);
  expect(await states()).toEqual(["active"]);
});

/** Works on a job with a lease of so many seconds until it is cut off, and answers with how long that took. */
async function workUntilCut(leaseSeconds: number, meanwhile: () => Promise<void>): Promise<number> {
  await send("slow");
  await db("jobs.job").update({ expireIn: `${leaseSeconds} seconds` });
  const isCut = Promise.withResolvers<number>();
  jobs.work<Note>("mail", async (_data, { signal }) => {
    const since = Date.now();
    void meanwhile();
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    isCut.resolve(Date.now() - since);
    signal.throwIfAborted();
  });
  return isCut.promise;
}

test("a job keeps its lease for as long as it is worked on", async () => {
  await send("slow");
  await db("jobs.job").update({ expireIn: "2 seconds" });
  const { seen, handler } = keeper(() => sleep(5_000));
  jobs.work<Note>("mail", handler);
  await eventually(() => Promise.resolve(seen.length === 1));
  for (const until = Date.now() + 4_500; Date.now() < until; await sleep(100)) {
    const job = (await db("jobs.job").select("state", db.raw("started_on + expire_in < now() as is_over")).first()) as object;
    expect(job).toEqual({ state: "active", isOver: false });
  }
  await eventually(async () => (await states())[0] === "completed");
}, 15_000);

test("a job whose lease cannot be renewed is cut off before it ends", async () => {
  const afterMs = await workUntilCut(4, async () => proxy.stop());
  expect(afterMs).toBeGreaterThan(2_000);
  expect(afterMs).toBeLessThan(4_000);
});

test("a job that somebody else has by now is cut off, and its new lease is not prolonged", async () => {
  const startedOn = new Date(Date.now() - 1_000);
  await workUntilCut(4, async () => void (await db("jobs.job").update({ retryCount: 1, startedOn })));
  expect(await db("jobs.job").first("state", "startedOn")).toEqual({ state: "active", startedOn });
});

test("a job of which nobody knows whether it was done keeps its lease: it is not tried again soon", async () => {
  const { seen, handler } = keeper(() => Promise.reject(new OutcomeUnknown("no answer")));
  jobs.work<Note>("mail", handler);
  await send("unknown");
  await eventually(() => Promise.resolve(seen.length === 1));
  await sleep(3_000);
  expect({ seen, states: await states() }).toEqual({ seen: ["unknown"], states: ["active"] });
});

test("urgent jobs come before all others", async () => {
  for (const note of ["first", "second"]) await send(note);
  await db.transaction((tx) => jobs.send(tx, "mail", { note: "urgent" }, { isUrgent: true }));
  const { seen, handler } = keeper();
  jobs.work<Note>("mail", handler);
  await eventually(() => Promise.resolve(seen.length === 3));
  expect(seen).toEqual(["urgent", "first", "second"]);
});

test("a database that goes away and comes back ends no process and loses no job", async () => {
  const { seen, handler } = keeper(() => sleep(300));
  jobs.work<Note>("mail", handler);
  await send("during");
  await eventually(() => Promise.resolve(seen.length === 1));
  proxy.stop();
  await sleep(2_500);
  proxy.restore();
  await send("after");
  await eventually(() => Promise.resolve(seen.includes("after")), 10);
  // The end of the first could not be noted, so that its lease decides.
  await eventually(async () => (await states()).sort().join() === "active,completed");
});

test("a statement that fails inside the queue's own transaction leaves no connection behind in it", async () => {
  const lone = createDb({ url: database.url, poolSize: 1 });
  try {
    await expect(jobDatabase(lone).executeSql("begin; select 1 / 0; commit", [])).rejects.toThrow("division by zero");
    expect(await lone.select(lone.raw("1 as one"))).toEqual([{ one: 1 }]);
  } finally {
    await lone.destroy();
  }
});
