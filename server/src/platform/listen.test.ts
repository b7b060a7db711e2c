import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Client } from "pg";
import { createBreakableProxy } from "../../test/breakable-proxy.ts";
import { eventually } from "../../test/eventually.ts";
import { createTestDatabase } from "../../test/test-database.ts";
import { listen } from "./listen.ts";
import { createLog } from "./log.ts";

const CHANNEL = "something happened";
const log = createLog({ level: "silent" });

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: Client;
let connected = 0;
let lost = 0;
let messages: string[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
beforeEach(() => {
  [connected, lost, messages] = [0, 0, []];
});

const start = (url = database.url, onConnected = () => Promise.resolve(void (connected += 1))) =>
  listen({
    url,
    channels: [CHANNEL],
    log,
    onConnected,
    onMessage: (_channel, payload) => messages.push(payload),
    onLost: () => void (lost += 1),
  });
const say = (payload: string) => client.query("select pg_notify($1, $2)", [CHANNEL, payload]);
const listeners = async () =>
  (
    await client.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and application_name = 'gatehouse listen'",
    )
  ).rows;

test("what is said on the channel is heard", async () => {
  const listener = await start();
  expect(connected).toBe(1);
  await say("one");
  await say("");
  await eventually(async () => messages.length === 2);
  expect(messages).toEqual(["one", ""]);
  await listener.close();
});

test("a connection that the server ends is replaced, and what comes afterwards is heard", async () => {
  const listener = await start();
  for (const round of [1, 2]) {
    await client.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gatehouse listen'");
    await eventually(async () => lost === round && connected === round + 1);
    await say(`after ${round}`);
    await eventually(async () => messages.includes(`after ${round}`));
  }
  expect(await listeners()).toHaveLength(1);
  await listener.close();
});

test("a database that is away at the start is waited for, and the loss is told", async () => {
  const proxy = await createBreakableProxy(database.url);
  proxy.stop();
  const listener = await start(proxy.url);
  expect([connected, lost]).toEqual([0, 1]);
  proxy.restore();
  await eventually(async () => connected === 1);
  await say("after all");
  await eventually(async () => messages.length === 1);
  await listener.close();
  await proxy.close();
});

test("a failure to read what was missed is a loss, and is tried again on a new connection", async () => {
  let attempts = 0;
  const listener = await start(database.url, async () => {
    attempts += 1;
    if (attempts === 1) throw new Error("could not read");
    connected += 1;
  });
  expect([connected, lost]).toEqual([0, 1]);
  await eventually(async () => connected === 1);
  await listener.close();
});

test("a closed listener leaves no connection and comes back to nothing", async () => {
  const listener = await start();
  await listener.close();
  await eventually(async () => (await listeners()).length === 0);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(await listeners()).toEqual([]);
});
