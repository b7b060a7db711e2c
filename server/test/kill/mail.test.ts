import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "@jest/globals";
import type { ServerProcess } from "../../../local/server-process.ts";
import { eventually } from "../eventually.ts";
import type { TestApp } from "../test-app.ts";
import { LEASE_SECONDS, withDrill, type Drill } from "./drill.ts";

const TO = "ada@example.com";
const PATIENCE_MS = 90_000;
/** The lease, the queue's maintenance, the wait before the next try, and the poll. */
const REPEAT_SECONDS = LEASE_SECONDS + 15 + 4 + 2;

const isSent = async ({ deps }: TestApp, id: string) => Boolean((await deps.db("mails").where({ id }).first("sentAt"))?.sentAt);

async function crash(server: ServerProcess): Promise<void> {
  server.kill();
  await server.ended;
}

/** Holds a row, so that who writes to it waits; the end of the hold ends those who wait, as the crash of their process does. */
async function hold({ deps: { db } }: TestApp, table: string): Promise<{ end(): Promise<void> }> {
  const tx = await db.transaction();
  await tx.raw(`select 1 from ${table} for update`);
  return {
    async end() {
      await db.raw(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      await tx.rollback();
    },
  };
}

/** Starts a server, and holds rows of a table from the moment when the whole mail is there; the server is told that it was accepted, and dies. */
async function crashAfterAcceptance(table: string, work: (drill: Drill, id: string) => Promise<void>): Promise<void> {
  let onData = () => Promise.resolve();
  await withDrill({ onData: () => onData() }, async (drill) => {
    const held = Promise.withResolvers<{ end(): Promise<void> }>();
    onData = async () => held.resolve(await hold(drill.app, table));
    const server = await drill.start();
    const id = await drill.commit(TO);
    const { end } = await held.promise;
    await eventually(async () => (await waiting(drill.app)) > 0);
    await crash(server);
    await end();
    onData = () => Promise.resolve();
    await work(drill, id);
  });
}

async function waiting({ deps: { db } }: TestApp): Promise<number> {
  const { rows } = (await db.raw("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")) as {
    rows: unknown[];
  };
  return rows.length;
}

test.concurrent(
  "a process that dies between the commit and the sending loses no mail",
  () =>
    withDrill({}, async ({ mailbox, app, start, commit }) => {
      mailbox.behave("hang");
      const first = await start();
      const id = await commit(TO);
      await eventually(() => Promise.resolve(mailbox.connections() > 0));
      await crash(first);
      mailbox.behave("accept");
      await start();
      await eventually(() => isSent(app, id), REPEAT_SECONDS);
      expect(mailbox.all(TO)).toHaveLength(1);
    }),
  PATIENCE_MS,
);

test.concurrent(
  "a process that dies before it hears that the mail was accepted sends it again, not within the lease, and with the same Message-ID",
  async () => {
    let onData = () => Promise.resolve();
    await withDrill({ onData: () => onData() }, async ({ mailbox, app, start, commit }) => {
      const first = await start();
      const died = Promise.withResolvers<void>();
      onData = async () => {
        onData = () => Promise.resolve();
        await crash(first);
        died.resolve();
      };
      const id = await commit(TO);
      await died.promise;
      const since = Date.now();
      await start();
      await sleep(since + (LEASE_SECONDS - 1) * 1000 - Date.now());
      expect(mailbox.all(TO)).toHaveLength(1);
      await eventually(() => isSent(app, id), REPEAT_SECONDS);
      expect(mailbox.all(TO).map(({ messageId }) => messageId)).toEqual([`<${id}@localhost>`, `<${id}@localhost>`]);
    });
  },
  PATIENCE_MS,
);

test.concurrent(
  "a process that dies between the acceptance and its note sends the mail again, not within the lease, and with the same Message-ID",
  () =>
    crashAfterAcceptance("mails", async ({ mailbox, app, start }, id) => {
      const since = Date.now();
      expect(await isSent(app, id)).toBe(false);
      await start();
      await sleep(since + (LEASE_SECONDS - 2) * 1000 - Date.now());
      expect(mailbox.all(TO)).toHaveLength(1);
      await eventually(() => isSent(app, id), REPEAT_SECONDS);
      expect(mailbox.all(TO).map(({ messageId }) => messageId)).toEqual([`<${id}@localhost>`, `<${id}@localhost>`]);
    }),
  PATIENCE_MS,
);

test.concurrent(
  "a process that dies after the note, before the queue knows, sends nothing twice",
  () =>
    crashAfterAcceptance("jobs.job", async ({ mailbox, app, start }, id) => {
      expect(await isSent(app, id)).toBe(true);
      await start();
      const isDone = async () => (await app.deps.db("jobs.job").where({ name: "mail" }).first("state"))?.state === "completed";
      await eventually(isDone, REPEAT_SECONDS);
      expect(mailbox.all(TO)).toHaveLength(1);
    }),
  PATIENCE_MS,
);

test.concurrent(
  "two processes at once send each mail once",
  () =>
    withDrill({}, async ({ mailbox, app, start, commit }) => {
      const addresses = Array.from({ length: 40 }, (_, number) => `person${number}@example.com`);
      await Promise.all(addresses.slice(0, 20).map(commit));
      await Promise.all([start(), start()]);
      await Promise.all(addresses.slice(20).map(commit));
      await eventually(async () => (await app.deps.db("mails").whereNull("sentAt")).length === 0, REPEAT_SECONDS);
      expect(addresses.map((to) => mailbox.all(to).length)).toEqual(addresses.map(() => 1));
    }),
  PATIENCE_MS,
);

test.concurrent(
  "a mail server that is away when the process starts is tried again, and each mail arrives once",
  () =>
    withDrill({}, async ({ mailbox, app, start, commit }) => {
      mailbox.behave("closed");
      await start();
      const ids = await Promise.all([commit(TO), commit("grace@example.com")]);
      await eventually(() => Promise.resolve(mailbox.connections() >= 4), REPEAT_SECONDS);
      mailbox.behave("accept");
      for (const id of ids) await eventually(() => isSent(app, id), REPEAT_SECONDS);
      expect([...mailbox.all(TO), ...mailbox.all("grace@example.com")]).toHaveLength(2);
    }),
  PATIENCE_MS,
);

test.concurrent(
  "a process that is stopped finishes the mail under way, and the next one does not send it again",
  () =>
    withDrill({ onData: () => sleep(1_500) }, async ({ mailbox, app, start, commit }) => {
      const first = await start();
      const id = await commit(TO);
      await mailbox.next(TO);
      await first.stop();
      expect(await isSent(app, id)).toBe(true);
      await start();
      await sleep(LEASE_SECONDS * 1000);
      expect(mailbox.all(TO)).toHaveLength(1);
    }),
  PATIENCE_MS,
);

test.concurrent(
  "a server that answers long after the lease has the mail once: who lives and waits keeps it",
  () =>
    withDrill({ onData: () => sleep((REPEAT_SECONDS + 4) * 1000) }, async ({ mailbox, app, start, commit }) => {
      await Promise.all([start(), start()]);
      const id = await commit(TO);
      await eventually(() => isSent(app, id), REPEAT_SECONDS + 15);
      await sleep(5_000);
      expect(mailbox.all(TO)).toHaveLength(1);
    }),
  PATIENCE_MS,
);

test.concurrent(
  "a connection that breaks after the data, before the answer: the mail comes again, not within the lease, and with the same Message-ID",
  async () => {
    let onData = () => {};
    await withDrill({ onData: () => onData() }, async ({ mailbox, app, start, commit }) => {
      const broken = Promise.withResolvers<void>();
      onData = () => {
        onData = () => {};
        mailbox.behave("closed");
        broken.resolve();
      };
      await start();
      const id = await commit(TO);
      await broken.promise;
      mailbox.behave("accept");
      await sleep((LEASE_SECONDS * 3 * 1000) / 4 - 1_000);
      expect(mailbox.all(TO)).toHaveLength(1);
      await eventually(() => isSent(app, id), REPEAT_SECONDS);
      expect(mailbox.all(TO).map(({ messageId }) => messageId)).toEqual([`<${id}@localhost>`, `<${id}@localhost>`]);
    });
  },
  PATIENCE_MS,
);
