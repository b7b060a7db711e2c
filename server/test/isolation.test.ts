import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { createDb, type Db } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import { asPerson, inOrganization } from "../src/platform/tenant.ts";
import { THINGS } from "./access-table.ts";
import { newAdministrator } from "./invited.ts";
import { LOOKUP_FUNCTIONS, NO_TENANT_TABLES, PLAIN_FUNCTIONS, POLICIES } from "./known-walls.ts";
import { newMember, newOrganization, type Member } from "./organizations.ts";
import { describeWithPgbouncer, startPgbouncer } from "./pgbouncer.ts";
import { steps, take } from "./tenant-steps.ts";
import { createTestApp, type TestApp } from "./test-app.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

const TENANT_TABLES = Object.keys(POLICIES).filter((table) => table !== "organizations");
const FORBIDDEN = { code: "42501" };
const FOREIGN_KEY = { code: "23503" };

let database: TestDatabase;
let app: TestApp;
let ours: Member;
let theirs: Member;
beforeAll(async () => {
  database = await createTestDatabase();
  app = await createTestApp({ databaseUrl: database.url });
  [ours, theirs] = [await newOrganization(app), await newOrganization(app)];
  for (const one of [ours, theirs]) {
    await newMember(app, one.organizationId);
    for (const make of Object.values(THINGS)) await make(app, one);
  }
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

async function rowsOf<Row>(db: Db, sql: string): Promise<Row[]> {
  return (await db.raw<{ rows: Row[] }>(sql)).rows;
}

describe("the schema", () => {
  test("every table with an organization's rows has its wall, for the owner too", async () => {
    const tables = await rowsOf<{ name: string; isWalled: boolean }>(
      app.ownerDb,
      `select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as is_walled from pg_class c
       where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
         and (c.relname = 'organizations' or exists (select from pg_attribute where attrelid = c.oid and attname = 'organization_id'))`,
    );
    const walled = tables.filter(({ isWalled }) => isWalled).map(({ name }) => name);
    const others = tables.filter(({ isWalled }) => !isWalled).map(({ name }) => name);
    expect(walled.sort()).toEqual(Object.keys(POLICIES).sort());
    expect(others).toEqual(Object.keys(NO_TENANT_TABLES));
  });

  test("a table's policies are those that are known, and no more", async () => {
    const found = await rowsOf<{ table: string; policy: string }>(
      app.ownerDb,
      `select tablename as table, policyname || ' ' || cmd || ' ' || case roles when '{public}' then 'public' when array[tableowner] then 'owner' else roles::text end
         || ' ' || coalesce(qual, '') || coalesce('; ' || with_check, '') as policy
       from pg_policies join pg_tables using (schemaname, tablename) where schemaname = 'public'`,
    );
    for (const [table, known] of Object.entries(POLICIES)) {
      const policies = found.filter((one) => one.table === table).map(({ policy }) => policy.replaceAll(/\s+/g, " "));
      expect([table, policies.sort()]).toEqual([table, known.toSorted()]);
    }
    expect(found.filter(({ table }) => !POLICIES[table])).toEqual([]);
  });

  test("every function has a reason; those that run as the owner look where they are told, and are the API's to call", async () => {
    const functions = await rowsOf<{ name: string; isOwners: boolean; settings: string[] | null; isPublic: boolean; isApis: boolean }>(
      app.ownerDb,
      `select p.oid::regprocedure::text as name, prosecdef as is_owners, proconfig as settings,
         has_function_privilege('public', p.oid, 'execute') as is_public, has_function_privilege('gatehouse_api', p.oid, 'execute') as is_apis
       from pg_proc p where pronamespace = 'public'::regnamespace and not exists (select from pg_depend where objid = p.oid and deptype = 'e')`,
    );
    const named = (isOwners: boolean) => functions.filter((one) => one.isOwners === isOwners).map(({ name }) => name);
    expect(named(true).sort()).toEqual(Object.keys(LOOKUP_FUNCTIONS).sort());
    expect(named(false).sort()).toEqual(Object.keys(PLAIN_FUNCTIONS).sort());
    for (const { name, settings, isPublic, isApis } of functions.filter(({ isOwners }) => isOwners)) {
      const path = settings?.find((setting) => setting.startsWith("search_path="));
      expect([name, path, isPublic, isApis]).toEqual([name, "search_path=pg_catalog, public", false, true]);
    }
  });

  test("the role of the API owns nothing, is bound, and becomes nobody else", async () => {
    const [role] = await rowsOf<Record<string, unknown>>(
      app.deps.db,
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
         (select count(*)::int from pg_auth_members where member = r.oid) as roles,
         (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') as owned
       from pg_roles r where rolname = current_user`,
    );
    const not = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolreplication: false };
    expect(role).toEqual({ ...not, roles: 0, owned: 0 });
    for (const statement of [
      "alter table memberships disable row level security",
      "alter table memberships no force row level security",
      "drop policy seen on memberships",
      "create policy all_of_it on memberships using (true)",
      "set role gatehouse",
      "set session authorization gatehouse",
      "create function f() returns int language sql security definer return 1",
      "truncate memberships",
    ]) {
      await expect(app.deps.db.raw(statement)).rejects.toMatchObject(FORBIDDEN);
    }
  });

  test("the months of the record are reached through its wall alone", async () => {
    const months = await rowsOf<{ name: string }>(
      app.ownerDb,
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit_events'::regclass",
    );
    expect(months.length).toBeGreaterThan(2);
    for (const { name } of months) await expect(app.deps.db.raw("select from ??", [name])).rejects.toMatchObject(FORBIDDEN);
  });
});

describe("a query that asks for everything", () => {
  test("sees the organization whose context it is in, and nothing without one", async () => {
    for (const table of TENANT_TABLES.filter((name) => name !== "audit_events")) {
      expect([table, await app.deps.db(table)]).toEqual([table, []]);
      const { rows } = await inOrganization(app.deps.db, ours.organizationId, (tx) => tx.raw(`select organization_id from ${table}`));
      const seen = new Set((rows as Array<{ organizationId: string }>).map((row) => row.organizationId));
      expect([table, [...seen]]).toEqual([table, [ours.organizationId]]);
    }
    expect(await inOrganization(app.deps.db, ours.organizationId, (tx) => tx("organizations"))).toHaveLength(1);
    const events = await inOrganization(app.deps.db, ours.organizationId, (tx) => tx("auditEvents").distinct("organizationId"));
    expect(events).toEqual([{ organizationId: ours.organizationId }]);
    expect(await app.deps.db("auditEvents").whereNotNull("organizationId")).toEqual([]);
  });

  test("sees no more as the owner of the tables", async () => {
    const owner = createDb({ url: database.ownerUrl, poolSize: 1 });
    try {
      for (const table of Object.keys(POLICIES)) {
        expect([table, await owner(table).whereNotNull(table === "organizations" ? "id" : "organizationId")]).toEqual([table, []]);
      }
    } finally {
      await owner.destroy();
    }
  });

  test("sees no more by the setting with which the lookups see", async () => {
    const rows = await app.deps.db.transaction(async (tx) => {
      await tx.raw("select set_config('gatehouse.lookup', 'on', true)");
      return tx("memberships");
    });
    expect(rows).toEqual([]);
  });

  test("sees no more after a lookup in the same transaction", async () => {
    const rows = await app.deps.db.transaction(async (tx) => {
      await tx.raw("select * from organizations_of_user(?)", [theirs.userId]);
      return tx("memberships");
    });
    expect(rows).toEqual([]);
  });

  test("in a person's context sees what is theirs", async () => {
    expect(await asPerson(app.deps.db, ours.userId, (tx) => tx("memberships").select("userId"))).toEqual([{ userId: ours.userId }]);
    for (const table of ["organizations", "roles", "organization_policies", "organization_domains"]) {
      expect(await asPerson(app.deps.db, ours.userId, (tx) => tx(table))).toEqual([]);
    }
  });

  test("changes and deletes nothing of another's", async () => {
    const before = await snapshot(theirs.organizationId);
    await inOrganization(app.deps.db, ours.organizationId, async (tx) => {
      await tx("roles").update({ description: "Mine" });
      await tx("organizationPolicies")
        .update({ graceDays: 3 })
        .catch(() => tx("organizations").update({ name: "Mine" }));
      await tx("organizationDomains").where({ organizationId: theirs.organizationId }).delete();
    }).catch(() => undefined);
    expect(await snapshot(theirs.organizationId)).toEqual(before);
  });

  test("moves no row of its own into another, and makes none there", async () => {
    const mine = (work: (tx: Db) => Promise<unknown>) => inOrganization(app.deps.db, ours.organizationId, work);
    const { organizationId } = theirs;
    await expect(mine((tx) => tx("roles").update({ organizationId }))).rejects.toMatchObject(FORBIDDEN);
    await expect(mine((tx) => tx("memberships").insert(membership(organizationId)))).rejects.toMatchObject(FORBIDDEN);
    await expect(mine((tx) => tx("auditEvents").insert(event(organizationId)))).rejects.toMatchObject(FORBIDDEN);
  });
});

const membership = (organizationId: string) => ({ organizationId, userId: ours.userId, builtInRole: "owner", createdAt: app.clock() });
const event = (organizationId: string) => ({
  id: newId(app.clock()),
  occurredAt: app.clock(),
  organizationId,
  actorType: "system",
  action: "organization.updated",
  outcome: "success",
});

async function snapshot(organizationId: string): Promise<unknown> {
  const rows = TENANT_TABLES.map((table) => app.ownerDb(table).where({ organizationId }).orderByRaw("1, 2"));
  return JSON.parse(JSON.stringify(await Promise.all(rows)));
}

test("a row points to no role of another organization, whoever writes it", async () => {
  const foreign = await THINGS.roleId?.(app, await newOrganization(app));
  const times = { createdAt: app.clock(), lastSentAt: app.clock(), expiresAt: app.clock() };
  const { organizationId } = ours;
  await expect(
    app.ownerDb("memberships").where({ organizationId, userId: ours.userId }).update({ builtInRole: null, roleId: foreign }),
  ).rejects.toMatchObject(FOREIGN_KEY);
  const invitation = {
    id: newId(app.clock()),
    organizationId,
    email: "new@example.com",
    tokenHash: Buffer.from("one"),
    roleId: foreign,
    ...times,
  };
  await expect(app.ownerDb("organizationInvitations").insert(invitation)).rejects.toMatchObject(FOREIGN_KEY);
});

describe("over HTTP", () => {
  test("every list of an organization shows its own rows, and an operator's look the looked-at ones", async () => {
    const lists = app.endpoints.filter(
      ({ method, path }) => method === "GET" && /^\/api\/v1\/organizations\/:organizationId(\/[\w-]+)?$/.test(path),
    );
    expect(lists.length).toBeGreaterThan(1);
    const foreign = JSON.stringify(await snapshot(theirs.organizationId)).match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
    expect(foreign.length).toBeGreaterThan(10);
    const texts: string[] = [];
    for (const { path } of lists) {
      texts.push((await ours.client.get(path.replace(":organizationId", ours.organizationId)).expect(200)).text);
    }
    const { client } = await newAdministrator(app);
    texts.push((await client.get(`/api/v1/instance/organizations/${ours.organizationId}?reason=a%20test`).expect(200)).text);
    for (const text of texts) expect(foreign.filter((id) => text.includes(id))).toEqual([]);
  });
});

async function expectNothingForeign(db: Db): Promise<void> {
  const tenants = { ours: ours.organizationId, theirs: theirs.organizationId };
  await fc.assert(
    fc.asyncProperty(steps, async (all) => {
      const seen = await Promise.all(all.map((step) => take(db, tenants, step)));
      for (const [index, { of }] of all.entries()) {
        expect([...(seen[index] ?? [])]).toEqual(of === "nobody" ? [] : [tenants[of]]);
      }
      expect([...(await take(db, tenants, { of: "nobody", does: "read", rests: false }))]).toEqual([]);
    }),
    { numRuns: 40 },
  );
}

test("however the transactions of two tenants fall together on two connections, none sees a row of the other", async () => {
  const db = createDb({ url: database.url, poolSize: 2 });
  try {
    await expectNothingForeign(db);
  } finally {
    await db.destroy();
  }
});

describeWithPgbouncer("behind a pooler", () => {
  test("that hands two connections from one transaction to the next, the same holds", async () => {
    const pooler = await startPgbouncer(database.url, { connections: 2 });
    const db = createDb({ url: pooler.url, poolSize: 10 });
    try {
      await expectNothingForeign(db);
    } finally {
      await db.destroy();
      await pooler.stop();
    }
  });
});
