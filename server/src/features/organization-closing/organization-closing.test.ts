import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, signIn } from "../../../test/client.ts";
import { newMember, newOrganization, switchTo, type Member } from "../../../test/organizations.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { LIMITS } from "../../http/limits.ts";
import { newId } from "../../platform/ids.ts";
import { asPerson, inOrganization } from "../../platform/tenant.ts";
import { eraseDueOrganizations } from "./index.ts";

const DAY = 86_400;

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const close = (by: Member) => by.client.post(by.path("/close"));
const reopen = (by: Pick<Member, "client">, { path }: Member) => by.client.post(path("/reopen"));
const kindsOf = async ({ email }: Member) => (await queuedMails(app, email)).map(({ kind }) => kind);

async function newRole({ organizationId }: Member): Promise<string> {
  const id = newId(app.clock());
  const role = { id, organizationId, name: "Auditor", permissions: ["organization:read"], createdAt: app.clock(), updatedAt: app.clock() };
  await inOrganization(app.deps.db, organizationId, (tx) => tx("roles").insert(role));
  return id;
}

/** Rows of the organization in every table that has its id, seen from behind the wall. */
async function rowsOf({ organizationId }: Member): Promise<Record<string, number>> {
  const { rows } = await app.ownerDb.raw<{ rows: Array<{ table: string }> }>(
    `select table_name as table from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = 'public' and column_name = 'organization_id' and table_name !~ '^audit_events_' and table_type = 'BASE TABLE'`,
  );
  const counts = rows.map(async ({ table }) => {
    const { rows: found } = await app.ownerDb.raw<{ rows: [{ count: number }] }>(
      `select count(*)::int as count from "${table}" where organization_id = ?`,
      [organizationId],
    );
    return [table, found[0].count] as const;
  });
  return Object.fromEntries(await Promise.all(counts));
}

test("before it is closed, one sees how much would go with it", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId, await newRole(owner));
  await newMember(app, owner.organizationId);
  await member.client.post("/api/v1/organizations", { name: "Of my own" }).expect(201);
  const { body } = await owner.client.get(owner.path("/blast-radius")).expect(200);
  expect(body).toEqual({ members: 3, membersWithoutOther: 2, invitations: 0, domains: 0, customRoles: 1 });
  const admin = await newMember(app, owner.organizationId, "admin");
  expectProblem(await admin.client.get(admin.path("/blast-radius")), "permission_denied");
  expectProblem(await close(admin), "permission_denied");
});

test("in a closed organization nobody acts from the next request on, and every member is told", async () => {
  const owner = await newOrganization(app);
  const [member, shut] = [await newMember(app, owner.organizationId, "admin"), await newMember(app, owner.organizationId)];
  await app.deps.db("users").where({ id: shut.userId }).update({ disabledAt: app.clock() });
  await member.client.get(member.path()).expect(200);
  const { body } = await close(owner).expect(200);
  expect((Date.parse((body as { erasesAt: string }).erasesAt) - app.clock().getTime()) / 1000 / DAY).toBeCloseTo(14, 2);
  for (const who of [owner, member]) {
    expectProblem(await who.client.get(who.path()), "organization_closed");
    expect(await lastMail(app, who.email, "organization_closed")).toMatchObject({ by: "Ada", organization: owner.organization.name });
    expect(await app.deps.db("notices").where({ userId: who.userId })).toMatchObject([{ kind: "organization_closed" }]);
  }
  expect(await kindsOf(shut)).not.toContain("organization_closed");
  expectProblem(await close(owner), "organization_closed");
  expectProblem(
    await member.client.post("/api/v1/auth/switch-organization", { organizationId: owner.organizationId }),
    "organization_closed",
  );
  expect(await signIn(app, member)).toMatchObject({ organization: null });
  const events = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("auditEvents").where({ action: "organization.closed" }),
  );
  expect(events).toMatchObject([{ actorId: owner.userId, organizationId: owner.organizationId, after: { erasesAt: expect.any(String) } }]);
});

test("an owner opens it again, whatever their token names, and everybody acts in it as before", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId, "admin");
  await close(owner).expect(200);
  const elsewhere = createClient(app, { Authorization: `Bearer ${(await signIn(app, owner)).accessToken}` });
  for (const who of [member, await newOrganization(app)]) expectProblem(await reopen(who, owner), "not_found");
  await reopen({ client: elsewhere }, owner).expect(204);
  await reopen(owner, owner).expect(204);
  await member.client.get(member.path()).expect(200);
  await switchTo(app, elsewhere, owner.organizationId);
  expect(await kindsOf(member)).toEqual(expect.arrayContaining(["organization_closed", "organization_reopened"]));
  expect(await kindsOf(member)).toHaveLength(new Set(await kindsOf(member)).size);
  app.clock.advance(15 * DAY);
  await eraseDueOrganizations(app.deps);
  expect((await rowsOf(owner))["memberships"]).toBe(2);
});

test("its members are not mailed at without end: it is closed a few times a day", async () => {
  const owner = await newOrganization(app);
  for (let count = 0; count < LIMITS.organizationClosings.points; count += 1) {
    await close(owner).expect(200);
    await reopen(owner, owner).expect(204);
  }
  const answer = await close(owner);
  expectProblem(answer, "too_many_requests");
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  await owner.client.get(owner.path()).expect(200);
});

test("who opens it again must meet what it asks for, and come from where it lets people in", async () => {
  const owner = await newOrganization(app);
  const policy = (change: object) => inOrganization(app.deps.db, owner.organizationId, (tx) => tx("organizationPolicies").update(change));
  await close(owner).expect(200);
  await policy({ secondFactor: "required" });
  expectProblem(await reopen(owner, owner), "organization_policy_unmet");
  await policy({ secondFactor: "off", ipRanges: ["192.0.2.0/24"] });
  expectProblem(await reopen(owner, owner), "ip_not_allowed");
  expectProblem(await owner.client.post(`/api/v1/organizations/${newId(app.clock())}/reopen`), "not_found");
  await policy({ ipRanges: [] });
  await reopen(owner, owner).expect(204);
});

test("closings and openings at once end in one of the two, each told and recorded once", async () => {
  const owner = await newOrganization(app);
  const second = await newMember(app, owner.organizationId, "owner");
  const answers = await Promise.all([close(owner), close(second), close(owner)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403, 403]);
  await Promise.all([reopen(owner, owner), reopen(second, owner)]);
  const events = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("auditEvents").where("action", "like", "organization.%ed").whereNot({ action: "organization.entered" }).orderBy("sequence"),
  );
  expect(events.map(({ action }: { action: string }) => action)).toEqual([
    "organization.created",
    "organization.closed",
    "organization.reopened",
  ]);
});

describe("fourteen days after it was closed", () => {
  test("nothing is left of it but the record, its name in the address is free, and each person sees what concerned them", async () => {
    const owner = await newOrganization(app, "Wingtip");
    const member = await newMember(app, owner.organizationId, await newRole(owner));
    const bystander = await newOrganization(app);
    await close(owner).expect(200);
    app.clock.advance(14 * DAY - 60);
    await eraseDueOrganizations(app.deps);
    expect((await rowsOf(owner))["memberships"]).toBe(2);
    app.clock.advance(60);
    const late = createClient(app, { Authorization: `Bearer ${(await signIn(app, owner)).accessToken}` });
    expectProblem(await reopen({ client: late }, owner), "not_found");
    await Promise.all([eraseDueOrganizations(app.deps), eraseDueOrganizations(app.deps)]);
    const { audit_events: recorded, ...rest } = await rowsOf(owner);
    expect(rest).toEqual(Object.fromEntries(Object.keys(rest).map((table) => [table, 0])));
    expect(recorded).toBeGreaterThan(3);
    const ofOwner = await asPerson(app.deps.db, owner.userId, (tx) => tx("auditEvents").where({ organizationId: owner.organizationId }));
    expect(ofOwner.map(({ action }: { action: string }) => action)).toContain("organization.closed");
    expect(await app.deps.db("auditEvents").where({ organizationId: owner.organizationId })).toEqual([]);
    expect((await rowsOf(bystander))["memberships"]).toBe(1);
    expect(await app.deps.db("users").where({ id: member.userId })).toHaveLength(1);
    expect(await newOrganization(app, "Wingtip")).toMatchObject({ organization: { slug: "wingtip" } });
    const last = await app.ownerDb("auditEvents").where({ organizationId: owner.organizationId }).orderBy("sequence", "desc").first();
    expect(last).toMatchObject({ action: "organization.erased", actorType: "system" });
  });

  test("a process that ends in between leaves it whole, and the next one deletes it", async () => {
    const owner = await newOrganization(app);
    await newMember(app, owner.organizationId);
    await close(owner).expect(200);
    app.clock.advance(14 * DAY);
    const whole = await rowsOf(owner);
    // The connection goes away once the rows are deleted, before the commit.
    await app.ownerDb.raw(`
      create function die() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$;
      create constraint trigger die after delete on memberships deferrable initially deferred for each row execute function die()`);
    await expect(eraseDueOrganizations(app.deps)).rejects.toThrow("killed");
    const { sessions: _before, ...before } = whole;
    const { sessions: _after, ...after } = await rowsOf(owner);
    expect(after).toEqual(before);
    await app.ownerDb.raw("drop trigger die on memberships; drop function die()");
    await eraseDueOrganizations(app.deps);
    expect((await rowsOf(owner))["memberships"]).toBe(0);
  });
});
