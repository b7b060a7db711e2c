import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { registerPerson } from "../test/client.ts";
import { createTestApp, type TestApp } from "../test/test-app.ts";
import { newId } from "./platform/ids.ts";

let app: TestApp;
let userId: string;
beforeAll(async () => {
  app = await createTestApp();
  const { email } = await registerPerson(app);
  ({ id: userId } = (await app.deps.db("users").where({ email }).first()) as { id: string });
});
afterAll(() => app.close());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
/** Of each table a row that may go and one, told by its `createdAt`, that has to stay. */
const [GOES, STAYS] = [daysAgo(500), daysAgo(501)];

type Case = { table: string; what: string; goes: object; stays: object };
const change = { sessionId: newId(), oldEmail: "a@example.com", newEmail: "b@example.com", newChallengeId: newId() };
const CASES: Case[] = [
  {
    table: "emailChanges",
    what: "changes of address 30 days after their undo ended",
    goes: { ...change, expiresAt: daysAgo(40), completedAt: daysAgo(34), undoExpiresAt: daysAgo(31) },
    stays: { ...change, expiresAt: daysAgo(40), completedAt: daysAgo(32), undoExpiresAt: daysAgo(29) },
  },
  {
    table: "emailChanges",
    what: "changes of address 30 days after they expired",
    goes: { ...change, expiresAt: daysAgo(31), cancelledAt: daysAgo(31) },
    stays: { ...change, expiresAt: daysAgo(29), cancelledAt: daysAgo(29) },
  },
  {
    table: "invitations",
    what: "invitations 90 days after they expired",
    goes: { email: "a@example.com", expiresAt: daysAgo(91) },
    stays: { email: "b@example.com", expiresAt: daysAgo(89) },
  },
  {
    table: "invitations",
    what: "invitations 90 days after they were accepted",
    goes: { email: "c@example.com", expiresAt: daysAgo(89), acceptedAt: daysAgo(91) },
    stays: { email: "d@example.com", expiresAt: daysAgo(95), acceptedAt: daysAgo(89) },
  },
  {
    table: "invitations",
    what: "invitations 90 days after they were withdrawn",
    goes: { email: "e@example.com", expiresAt: daysAgo(89), revokedAt: daysAgo(91) },
    stays: { email: "f@example.com", expiresAt: daysAgo(95), revokedAt: daysAgo(89) },
  },
  {
    table: "setupLinks",
    what: "setup links a day after they expired",
    goes: { expiresAt: daysAgo(1.1) },
    stays: { expiresAt: daysAgo(0.9) },
  },
  {
    table: "setupLinks",
    what: "setup links a day after they were used",
    goes: { expiresAt: daysAgo(0.2), usedAt: daysAgo(1.1) },
    stays: { expiresAt: daysAgo(0.2), usedAt: daysAgo(0.9) },
  },
  {
    table: "notices",
    what: "notices a year after they were dismissed",
    goes: { dismissedAt: daysAgo(366) },
    stays: { dismissedAt: daysAgo(364) },
  },
  {
    table: "pendingSignIns",
    what: "sign-ins that waited for a second factor until they expired",
    goes: { expiresAt: daysAgo(0.001) },
    stays: { expiresAt: daysAgo(-0.001) },
  },
  {
    table: "pendingSignIns",
    what: "sign-ins that are over once they cannot come back",
    goes: { expiresAt: daysAgo(0.001), endedAt: daysAgo(0.002) },
    stays: { expiresAt: daysAgo(-0.001), endedAt: daysAgo(0.002) },
  },
  {
    table: "notices",
    what: "no notice that is still open",
    goes: { dismissedAt: daysAgo(366) },
    stays: { dismissedAt: null },
  },
];

/** What every row of the table has. */
const OTHERS: Record<string, () => object> = {
  emailChanges: () => ({ id: newId(), userId }),
  invitations: () => ({ id: newId(), tokenHash: Buffer.from(newId()) }),
  setupLinks: () => ({ tokenHash: Buffer.from(newId()) }),
  pendingSignIns: () => ({
    id: newId(),
    userId,
    tokenHash: Buffer.from(newId()),
    browserHash: Buffer.from("a browser"),
    way: "password",
    methods: ["pwd"],
  }),
  notices: () => ({ id: newId(), userId, kind: "new_device", details: "{}" }),
};

test.each(CASES)("maintenance deletes in time: $what", async ({ table, goes, stays }) => {
  const { db, config } = app.deps;
  await db(table).delete();
  await db(table).insert([
    { ...OTHERS[table]?.(), ...goes, createdAt: GOES },
    { ...OTHERS[table]?.(), ...stays, createdAt: STAYS },
  ]);
  // A process does it when it starts, and every hour.
  await (await createTestApp({ databaseUrl: config.database.url })).close();
  const rows = (await db(table)) as Array<{ createdAt: Date }>;
  expect(rows.map(({ createdAt }) => createdAt)).toEqual([STAYS]);
});
