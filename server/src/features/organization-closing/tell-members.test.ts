import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "../../../test/client.ts";
import { newOrganization } from "../../../test/organizations.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";

const MEMBERS = 1_500;

let app: TestApp;
/** The same people where mails are sent, to a server that is not there. */
let mailing: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  mailing = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" }, databaseUrl: app.deps.config.database.url });
});
afterAll(async () => {
  await mailing.close();
  await app.close();
});

test("of a large organization everybody is told, and it is held for a few statements and not for some per member", async () => {
  const owner = await newOrganization(app);
  const now = app.clock();
  const users = Array.from({ length: MEMBERS }, () => newId(now)).map((id) => ({
    id,
    email: `${id}@large.example`,
    name: "Mia",
    createdAt: now,
    updatedAt: now,
  }));
  await app.deps.db("users").insert(users);
  const { organizationId } = owner;
  await app.deps.db.transaction(async (tx) => {
    await tx.raw("select set_config('gatehouse.organization_id', ?, true)", [organizationId]);
    await tx("memberships").insert(users.map(({ id }) => ({ organizationId, userId: id, builtInRole: "viewer", createdAt: now })));
  });
  let statements = 0;
  mailing.deps.db.on("query", () => (statements += 1));
  const client = createClient(mailing, { Authorization: `Bearer ${owner.signedIn.accessToken}` });
  await client.post(owner.path("/close")).expect(200);
  expect(statements).toBeLessThan(100);

  const { db } = app.deps;
  const mails: string[] = await db("mails").where({ kind: "organization_closed" }).pluck("id");
  expect(mails).toHaveLength(MEMBERS + 1);
  expect(await db("notices").where({ kind: "organization_closed" }).countDistinct("userId as count").first()).toEqual({
    count: String(MEMBERS + 1),
  });
  const { rows } = await db.raw<{ rows: [{ queued: number; limits: number[] }] }>(
    `select count(distinct data ->> 'mailId')::int as queued, array_agg(distinct retry_limit) as limits
     from jobs.job where data ->> 'mailId' = any(?)`,
    [mails],
  );
  expect(rows).toEqual([{ queued: MEMBERS + 1, limits: [14] }]);
});
