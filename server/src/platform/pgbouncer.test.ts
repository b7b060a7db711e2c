import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Client } from "pg";
import { createClient, newEmail, registerPerson, signedInPerson, signIn } from "../../test/client.ts";
import { eventually } from "../../test/eventually.ts";
import { describeWithPgbouncer, startPgbouncer, type Pgbouncer } from "../../test/pgbouncer.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { createTestDatabase, type TestDatabase } from "../../test/test-database.ts";

const CONNECTIONS = 3;
const ME = "/api/v1/me";

describeWithPgbouncer("through PgBouncer in transaction mode, with three connections to the database,", () => {
  let database: TestDatabase;
  let pooler: Pgbouncer;
  let app: TestApp;
  beforeAll(async () => {
    database = await createTestDatabase();
    pooler = await startPgbouncer(database.url, { connections: CONNECTIONS });
    const settings = { DATABASE_LISTEN_URL: database.url, DATABASE_POOL_SIZE: "20", SIGN_IN_ATTEMPTS_PER_MINUTE: "1000" };
    app = await createTestApp({ databaseUrl: pooler.url, settings });
  });
  afterAll(async () => {
    await app?.close();
    await pooler?.stop();
    await database?.drop();
  });

  /** Those of the pooler. The pools of this process are larger, and the ear of each process is a connection of its own. */
  const connections = async () => {
    const { rows } = await app.ownerDb.raw<{ rows: [{ count: number }] }>(
      "select count(*)::int from pg_stat_activity where datname = current_database() and usename = 'gatehouse_api' and application_name <> 'gatehouse listen'",
    );
    return rows[0].count;
  };

  test("a person registers, signs in, refreshes and signs out, and the ended session is refused at once", async () => {
    const person = await registerPerson(app);
    const { accessToken, refreshToken = "" } = await signIn(app, person);
    await createClient(app, { Authorization: `Bearer ${accessToken}` })
      .get(ME)
      .expect(200);
    const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken }).expect(200);
    const client = createClient(app, { Authorization: `Bearer ${app.secret((body as { accessToken: string }).accessToken)}` });
    await client.patch(ME, { name: "Grace" }).expect(200);
    await client.post("/api/v1/auth/logout", {}).expect(204);
    await client.get(ME).expect(401);
  });

  test("what one process ends another hears of, since it listens on a direct connection", async () => {
    const { client, signedIn } = await signedInPerson(app);
    const other = await createTestApp({ databaseUrl: pooler.url, settings: { DATABASE_LISTEN_URL: database.url } });
    const elsewhere = createClient(other, { Authorization: `Bearer ${signedIn.accessToken}` });
    await elsewhere.get(ME).expect(200);
    await client.post("/api/v1/auth/logout", {}).expect(204);
    await eventually(async () => (await elsewhere.get(ME)).status === 401);
    await other.close();
  });

  test("a mail's job is queued in its transaction, taken, worked on and finished", async () => {
    const sender = await createTestApp({ databaseUrl: pooler.url, settings: { DATABASE_LISTEN_URL: database.url }, mailbox: true });
    const to = newEmail();
    const { db, outbox } = sender.deps;
    await db.transaction((tx) => outbox.put(tx, { kind: "account_disabled", to, values: {} }, sender.clock()));
    await sender.mailbox.next(to);
    await eventually(async () => (await db("jobs.job").pluck("state")).every((state) => state === "completed"));
    expect(await db("mails").where({ recipient: to }).whereNotNull("sentAt")).toHaveLength(1);
    await sender.close();
  });

  test("forty requests at once are all answered", async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => signedInPerson(app)));
    const answers = await Promise.all(
      people.flatMap(({ client, email, password }, number) => [
        client.get(ME),
        client.patch(ME, { name: `Person ${number}` }),
        client.get("/api/v1/me/sessions"),
        createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" }),
      ]),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await connections()).toBeLessThanOrEqual(CONNECTIONS);
    expect(app.logLines().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  const SETTING = "gatehouse.organization_id";
  const seenBy = async (client: Client) => {
    const { rows } = await client.query<{ seen: string; pid: number }>(
      `select coalesce(current_setting('${SETTING}', true), '') as seen, pg_backend_pid() as pid`,
    );
    return rows[0];
  };

  /** One transaction of a client of its own: whom it acts for, if for somebody; how many statements it takes; and how it ends. */
  type Act = { tenant: string | undefined; statements: number; end: "commit" | "rollback" | "fail" | "cut" };
  const act: fc.Arbitrary<Act> = fc.record({
    tenant: fc.option(fc.uuid(), { nil: undefined }),
    statements: fc.integer({ min: 0, max: 3 }),
    end: fc.constantFrom("commit", "commit", "commit", "rollback", "fail", "cut"),
  });

  /** Answers with the connections that it got. Rejects when it saw the setting of another, or not its own. */
  async function perform({ tenant, statements, end }: Act): Promise<number[]> {
    const pids: number[] = [];
    const client = new Client({ connectionString: pooler.url });
    client.on("error", () => undefined);
    const expectSeen = async (wanted: string) => {
      const { seen, pid } = (await seenBy(client)) ?? { seen: "nothing", pid: 0 };
      if (seen !== wanted) throw new Error(`saw "${seen}" in place of "${wanted}"`);
      pids.push(pid);
    };
    await client.connect();
    await expectSeen("");
    await client.query("begin");
    await expectSeen("");
    if (tenant !== undefined) await client.query("select set_config($1, $2, true)", [SETTING, tenant]);
    for (let turn = 0; turn < statements; turn += 1) await expectSeen(tenant ?? "");
    if (end === "fail") await client.query("select 1 / 0").catch(() => undefined);
    if (end !== "cut") {
      await client.query(end === "commit" ? "commit" : "rollback");
      await expectSeen("");
    }
    await client.end();
    return pids;
  }

  test("what one transaction is set to act for is never seen by another, however it ended", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 50 }), async (acts) => {
        const used = await Promise.all(acts.map(perform));
        // They did share: the transactions are many more than the connections, but for those that were cut off.
        const cut = acts.filter(({ end }) => end === "cut").length;
        expect(new Set(used.flat()).size).toBeLessThanOrEqual(CONNECTIONS + cut);
      }),
      { numRuns: 10 },
    );
  });

  test("what a whole connection is set to is seen by others: the test above would notice", async () => {
    const careless = new Client({ connectionString: pooler.url });
    await careless.connect();
    await careless.query("select set_config($1, 'another', false)", [SETTING]);
    await careless.end();
    const looks = Array.from({ length: 12 }, () => perform({ tenant: undefined, statements: 1, end: "commit" }));
    const outcomes = await Promise.allSettled(looks);
    expect(outcomes.some((one) => one.status === "rejected" && /saw "another"/.test(String(one.reason)))).toBe(true);
  });
});
