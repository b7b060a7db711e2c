import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, signIn } from "../../../test/client.ts";
import { inTurn } from "../../../test/in-turn.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { addTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import type { OrganizationPermission } from "../../http/access/catalogue.ts";
import { ALL_ORGANIZATION_PERMISSIONS } from "../../http/access/catalogue.ts";
import { STEP_UP_SECONDS } from "../../http/step-up.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

type Shown = { user: { id: string; name: string; email: string }; role: { id: string; name: string }; hasSecondFactor: boolean | null };
type Page = { items: Shown[]; nextCursor: string | null };

const memberPath = ({ path }: Member, of: { userId: string }) => path(`/members/${of.userId}`);
const read = (by: Member, of: { userId: string }) => by.client.get(memberPath(by, of));
const give = (by: Member, to: { userId: string }, roleId: string) => by.client.patch(memberPath(by, to), { roleId });
const remove = (by: Member, of: { userId: string }) => by.client.delete(memberPath(by, of));
const leave = (who: Member) => who.client.post(who.path("/leave"));
const list = async (by: Member, query = "") => (await by.client.get(by.path(`/members${query}`)).expect(200)).body as Page;
const emails = ({ items }: Page) => items.map(({ user }) => user.email);

/** A role that the organization has made. */
async function newRole({ organizationId }: Member, permissions: readonly OrganizationPermission[], name = "Custom"): Promise<string> {
  const id = newId(app.clock());
  const times = { createdAt: app.clock(), updatedAt: app.clock() };
  await inOrganization(app.deps.db, organizationId, (tx) => tx("roles").insert({ id, organizationId, name, permissions, ...times }));
  return id;
}

async function rolesIn({ organizationId }: Member): Promise<Record<string, string>> {
  const rows = await inOrganization(app.deps.db, organizationId, (tx) => tx("memberships").where({ organizationId }));
  return Object.fromEntries(
    rows.map((row: { userId: string; builtInRole: string; roleId: string }) => [row.userId, row.builtInRole ?? row.roleId]),
  );
}

const eventsIn = ({ organizationId }: Member, action: string) =>
  inOrganization(app.deps.db, organizationId, (tx) => tx("auditEvents").where({ organizationId, action }).orderBy("sequence"));

const noticesOf = ({ userId }: Member) => app.deps.db("notices").where({ userId }).orderBy("id");

describe("the list of members", () => {
  test("shows who is there, by pages, and to who may change roles whether they have a second factor", async () => {
    const owner = await newOrganization(app);
    const [admin, viewer] = [await newMember(app, owner.organizationId, "admin"), await newMember(app, owner.organizationId)];
    await addTotp(app, admin.client);
    const { items } = await list(owner);
    expect(items).toEqual([
      expect.objectContaining({ user: { id: viewer.userId, name: "Ada", email: viewer.email }, hasSecondFactor: false }),
      expect.objectContaining({ role: { id: "admin", name: "Admin", isBuiltIn: true }, hasSecondFactor: true }),
      expect.objectContaining({ user: expect.objectContaining({ id: owner.userId }), role: expect.objectContaining({ id: "owner" }) }),
    ]);
    expect(items[0]).toMatchObject({ isDisabled: false, lastSeenAt: expect.any(String), joinedAt: expect.any(String) });
    expect((await list(viewer)).items.map(({ hasSecondFactor }) => hasSecondFactor)).toEqual([null, null, null]);
    const first = await list(viewer, "?limit=2");
    expect([...emails(first), ...emails(await list(viewer, `?limit=2&cursor=${first.nextCursor}`))]).toEqual(
      emails({ items, nextCursor: null }),
    );
  });

  test("finds by words of the name and the address, by the id, and whose very address it is first, and nobody of elsewhere", async () => {
    const owner = await newOrganization(app);
    const grace = await newMember(app, owner.organizationId);
    const other = await newMember(app, owner.organizationId);
    await newMember(app, (await newOrganization(app)).organizationId);
    await app.deps.db("users").where({ id: grace.userId }).update({ name: "Grace Hopper", email: "grace@find.example" });
    await app.deps.db("users").where({ id: other.userId }).update({ name: "Grace Kelly", email: "grace@find.examples" });
    expect(emails(await list(owner, "?search=hopper%20gra"))).toEqual(["grace@find.example"]);
    expect(emails(await list(owner, "?search=GRACE%40find.example"))).toEqual(["grace@find.example", "grace@find.examples"]);
    expect(emails(await list(owner, `?search=${other.userId}`))).toEqual(["grace@find.examples"]);
    expect(emails(await list(owner, "?search=%40"))).toHaveLength(3);
    expect(emails(await list(owner, "?search=nobody"))).toEqual([]);
    expect(emails(await list(owner, "?search='%20%7C%20%25"))).toEqual([]);
  });

  test.each([
    ["?search=a%00b", "query /search invalid_text"],
    [`?search=${"a".repeat(201)}`, "query /search too_long"],
    ["?cursor=nonsense", "query /cursor invalid"],
  ])("refuses %s", async (query, error) => {
    const owner = await newOrganization(app);
    expect(expectInvalid(await owner.client.get(owner.path(`/members${query}`)))).toEqual([error]);
  });

  test("shows a role that the organization made by its name, and a member by their id", async () => {
    const owner = await newOrganization(app);
    const member = await newMember(app, owner.organizationId, await newRole(owner, ["organization:read"], "Auditor"));
    const { body, headers } = await read(owner, member).expect(200);
    expect(body).toMatchObject({ user: { id: member.userId }, role: { name: "Auditor", isBuiltIn: false } });
    expect(headers["etag"]).toBe('"1"');
    expectProblem(await read(member, owner), "permission_denied");
  });
});

test("another role holds on the next request, is recorded, and whoever has it now is told", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId, "developer");
  await member.client.get(member.path()).expect(200);
  expectProblem(await member.client.patch(member.path(), { name: "Mine" }), "permission_denied");
  const { body, headers } = await give(owner, member, "admin").expect(200);
  expect(body).toMatchObject({ role: { id: "admin" }, user: { id: member.userId } });
  expect(headers["etag"]).toBe('"2"');
  await member.client.patch(member.path(), { name: "Ours" }).expect(200);
  await give(owner, member, "admin").expect(200);
  expect(await eventsIn(owner, "member.role_changed")).toMatchObject([
    {
      actorId: owner.userId,
      subjectUserId: member.userId,
      targetId: member.userId,
      before: { role: "developer", roleName: "Developer" },
      after: { role: "admin", roleName: "Admin" },
    },
  ]);
  expect(await noticesOf(member)).toMatchObject([{ kind: "member_role_changed", details: { role: "Admin", by: "Ada" } }]);
  const { body: activity } = await member.client.get("/api/v1/me/activity").expect(200);
  expect((activity as { items: Array<{ action: string }> }).items.map(({ action }) => action)).toContain("member.role_changed");
});

test("a change is refused when the member was changed meanwhile", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId);
  const change = (role: string) => give(owner, member, role).set("If-Match", '"1"');
  await change("developer").expect(200);
  expectProblem(await change("admin"), "precondition_failed");
  expectProblem(await give(owner, member, "admin").set("If-Match", "nonsense"), "precondition_failed");
});

test("nobody gives what they do not hold, or changes or removes who holds more than they do", async () => {
  const owner = await newOrganization(app);
  const admin = await newMember(app, owner.organizationId, "admin");
  const promoter = await newMember(app, owner.organizationId, await newRole(owner, ["members:read", "members:update", "members:remove"]));
  const member = await newMember(app, owner.organizationId, "viewer");
  const before = await rolesIn(owner);
  for (const one of [
    give(admin, member, "owner"),
    give(admin, admin, "owner"),
    give(admin, owner, "viewer"),
    remove(admin, owner),
    give(promoter, promoter, "admin"),
    give(promoter, promoter, "viewer"),
    give(promoter, member, await newRole(owner, ["roles:create"], "Roles")),
    remove(promoter, admin),
    remove(promoter, member),
  ]) {
    expectProblem(await one, "grant_exceeds_own");
  }
  expect(await rolesIn(owner)).toEqual(before);
  await give(admin, member, "admin").expect(200);
  const all = await newMember(app, owner.organizationId, await newRole(owner, ALL_ORGANIZATION_PERMISSIONS, "All"));
  await give(all, member, "owner").expect(200);
  await remove(member, all).expect(204);
});

test("a role of another organization, one that does not exist, and what is none are refused", async () => {
  const [owner, other] = [await newOrganization(app), await newOrganization(app)];
  const member = await newMember(app, owner.organizationId);
  const foreign = await newRole(other, ["members:read"]);
  expect(expectInvalid(await give(owner, member, foreign))).toEqual(["body /roleId unknown"]);
  expect(expectInvalid(await give(owner, member, newId(app.clock())))).toEqual(["body /roleId unknown"]);
  expect(expectInvalid(await give(owner, member, "administrator"))).toEqual(["body /roleId invalid"]);
  expect(expectInvalid(await give(owner, member, "view\0er"))).toContain("body /roleId invalid_text");
  expect(expectInvalid(await owner.client.get(owner.path("/members/a%00b")))).toContain("params /userId invalid_text");
});

test("of who is no member, or a member elsewhere, nothing is seen or changed", async () => {
  const [owner, other] = [await newOrganization(app), await newOrganization(app)];
  const foreign = await newMember(app, other.organizationId, "owner");
  for (const target of [foreign, { userId: newId(app.clock()) }]) {
    for (const one of [read(owner, target), give(owner, target, "viewer"), remove(owner, target)]) expectProblem(await one, "not_found");
  }
  for (const path of [memberPath(other, foreign), other.path("/members")]) expectProblem(await owner.client.get(path), "not_found");
  expectProblem(await owner.client.post(other.path("/leave")), "not_found");
  expectProblem(await owner.client.delete(memberPath(other, foreign)), "not_found");
  expect(await rolesIn(other)).toEqual({ [other.userId]: "owner", [foreign.userId]: "owner" });
});

test("making somebody an owner asks for a fresh proof", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId);
  const old = new Date(app.clock().getTime() - (STEP_UP_SECONDS + 1) * 1000);
  await app.deps.db("sessions").where({ userId: owner.userId }).update({ authenticatedAt: old });
  expectProblem(await give(owner, member, "owner"), "step_up_required");
  await give(owner, member, "admin").expect(200);
});

test("who is removed is outside on the next request, on every device, and is told, also by mail", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId, "admin");
  await member.client.get(member.path()).expect(200);
  const elsewhere = await signIn(app, member);
  expect(elsewhere).toMatchObject({ organization: { id: owner.organizationId } });
  await remove(owner, member).expect(204);
  expectProblem(await member.client.get(member.path()), "not_found");
  expectProblem(await createClient(app, { Authorization: `Bearer ${elsewhere.accessToken}` }).get(member.path("/members")), "not_found");
  expect(await app.deps.db("sessions").where({ userId: member.userId }).whereNotNull("organizationId")).toEqual([]);
  const refreshed = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: elsewhere.refreshToken }).expect(200);
  app.secret((refreshed.body as { accessToken: string }).accessToken);
  expect(refreshed.body).toMatchObject({ organization: null, organizationRefusal: null });
  expectProblem(await remove(owner, member), "not_found");
  expect((await noticesOf(member)).at(-1)).toMatchObject({ kind: "member_removed", details: { by: "Ada" } });
  expect(await lastMail(app, member.email, "member_removed")).toMatchObject({ name: "Ada", organization: owner.organization.name });
  expect(await eventsIn(owner, "member.removed")).toMatchObject([
    { actorId: owner.userId, subjectUserId: member.userId, before: { role: "admin", roleName: "Admin" } },
  ]);
});

test("a member leaves by themselves, and nobody is told but the record", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId);
  await leave(member).expect(204);
  expectProblem(await leave(member), "not_found");
  expect(await eventsIn(owner, "member.left")).toMatchObject([{ actorId: member.userId, subjectUserId: member.userId }]);
  expect(await noticesOf(member)).toEqual([]);
  expect(await rolesIn(owner)).toEqual({ [owner.userId]: "owner" });
});

test("the last owner who can sign in stays one", async () => {
  const owner = await newOrganization(app);
  const disabled = await newMember(app, owner.organizationId, "owner");
  await app.deps.db("users").where({ id: disabled.userId }).update({ disabledAt: app.clock() });
  for (const one of [leave(owner), remove(owner, owner), give(owner, owner, "viewer")]) expectProblem(await one, "last_owner");
  await app.deps.db("users").where({ id: disabled.userId }).update({ disabledAt: null });
  await give(owner, owner, "admin").expect(200);
  expect(await rolesIn(owner)).toEqual({ [owner.userId]: "admin", [disabled.userId]: "owner" });
});

test("of two owners who demote each other at once, one remains, again and again", async () => {
  const one = await newOrganization(app);
  const other = await newMember(app, one.organizationId, "owner");
  for (let round = 0; round < 20; round += 1) {
    const answers = await Promise.all([give(one, other, "viewer"), give(other, one, "viewer")]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    const roles = await rolesIn(one);
    expect(Object.values(roles).sort()).toEqual(["owner", "viewer"]);
    const [winner, loser] = roles[one.userId] === "owner" ? [one, other] : [other, one];
    await give(winner, loser, "owner").expect(200);
  }
});

test.each([
  ["demoted", (by: Member, of: Member) => give(by, of, "viewer")],
  ["removed", (by: Member, of: Member) => remove(by, of)],
])("an owner who leaves while the other is %s leaves one behind", async (_what, takeAway) => {
  for (let round = 0; round < 5; round += 1) {
    const one = await newOrganization(app);
    const other = await newMember(app, one.organizationId, "owner");
    const answers = await Promise.all([leave(one), takeAway(one, other), takeAway(other, one)]);
    for (const { status } of answers) expect([200, 204, 403, 404, 409]).toContain(status);
    expect(Object.values(await rolesIn(one)).filter((role) => role === "owner")).toHaveLength(1);
  }
});

test("what waited while whoever sends it was demoted, removed or signed out does nothing", async () => {
  const acts: Array<(by: Member, of: Member) => PromiseLike<{ status: number; text: string; headers: Record<string, unknown> }>> = [
    (by, of) => give(by, of, "admin"),
    (by, of) => remove(by, of),
  ];
  for (const act of acts) {
    for (const [takeAway, code] of [
      [(by: Member, of: Member) => give(by, of, "viewer"), "permission_denied"],
      [(by: Member, of: Member) => remove(by, of), "not_found"],
      [(_by: Member, of: Member) => of.client.post("/api/v1/auth/logout", {}), "session_ended"],
    ] as const) {
      const owner = await newOrganization(app);
      const [sender, member] = [await newMember(app, owner.organizationId, "admin"), await newMember(app, owner.organizationId)];
      await sender.client.get(sender.path()).expect(200);
      const [taken, sent] = await inTurn(app, sender.userId, [() => takeAway(owner, sender), () => act(sender, member)]);
      expect(taken.status).toBeLessThan(300);
      expectProblem(sent, code);
      expect(await rolesIn(owner)).toMatchObject({ [member.userId]: "viewer" });
    }
  }
});

test("members who act on one another in every direction at once never wait for one another in a circle", async () => {
  const owner = await newOrganization(app);
  const all = [owner, await newMember(app, owner.organizationId, "owner"), await newMember(app, owner.organizationId, "owner")];
  const sent = all.flatMap((by) =>
    all.flatMap((of) => [give(by, of, "admin"), give(by, of, "owner"), read(by, of), by.client.get("/api/v1/me/organizations")]),
  );
  for (const { status } of await Promise.all(sent)) expect([200, 403, 409]).toContain(status);
  expect(Object.values(await rolesIn(owner))).toContain("owner");
});
