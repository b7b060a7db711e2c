import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { ALL_ORGANIZATION_PERMISSIONS, type OrganizationPermission } from "../../http/access/catalogue.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";

let app: TestApp;
let owner: Member;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());
beforeEach(async () => (owner = await newOrganization(app)));

type Role = {
  id: string;
  name: string;
  description: string | null;
  isBuiltIn: boolean;
  permissions: string[];
  memberCount: number;
  version: number;
};
type Listed = { items: Role[] };

async function makeRole(name: string, permissions: OrganizationPermission[] = ["organization:read"], by = owner): Promise<Role> {
  return (await by.client.post(by.path("/roles"), { name, permissions }).expect(201)).body as Role;
}
const rolesOf = async (by = owner) => ((await by.client.get(by.path("/roles")).expect(200)).body as Listed).items;
const eventsOf = async (action: string) =>
  inOrganization(app.deps.db, owner.organizationId, (tx) => tx("auditEvents").where({ action }).orderBy("sequence"));

/** An invitation as it stands in its row. */
async function invite(roleId: string, more: object = {}): Promise<string> {
  const id = newId(app.clock());
  const times = { createdAt: app.clock(), lastSentAt: app.clock(), expiresAt: app.clock() };
  const row = {
    id,
    organizationId: owner.organizationId,
    email: `${id}@example.com`,
    tokenHash: Buffer.from(id),
    roleId,
    ...times,
    ...more,
  };
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("organizationInvitations").insert(row));
  return id;
}

/** A member with a role of their own that permits these. */
async function holderOf(permissions: OrganizationPermission[]): Promise<Member & { roleId: string }> {
  const { id } = await makeRole(`Role ${newId(app.clock())}`, permissions);
  return { ...(await newMember(app, owner.organizationId, id)), roleId: id };
}

test("the catalogue says in a sentence what each permission lets its holder do", async () => {
  const { body } = await owner.client.get("/api/v1/permissions").expect(200);
  const { items } = body as { items: Array<{ name: string; description: string }> };
  expect(items.map(({ name }) => name)).toEqual(ALL_ORGANIZATION_PERMISSIONS);
  for (const { description } of items) expect(description).toMatch(/\.$/);
});

test("the list holds the built-in roles and the own ones, with how many hold each", async () => {
  await newMember(app, owner.organizationId, "viewer");
  const { id } = await makeRole("Support", ["members:read", "organization:read", "members:read"]);
  await newMember(app, owner.organizationId, id);
  await invite(id);
  await invite(id, { revokedAt: app.clock() });
  const roles = await rolesOf();
  expect(roles.map((role) => [role.id, role.isBuiltIn, role.memberCount])).toEqual([
    ["owner", true, 1],
    ["admin", true, 0],
    ["developer", true, 0],
    ["viewer", true, 1],
    [id, false, 1],
  ]);
  expect(roles.at(-1)).toMatchObject({
    name: "Support",
    permissions: ["organization:read", "members:read"],
    invitationCount: 1,
    version: 1,
  });
});

test("nothing of one organization's roles is seen or changed in another", async () => {
  const { id } = await makeRole("Support");
  const other = await newOrganization(app);
  expect((await rolesOf(other)).map(({ name }) => name)).not.toContain("Support");
  expectProblem(await other.client.patch(other.path(`/roles/${id}`), { name: "Mine" }), "not_found");
  expectProblem(await other.client.delete(other.path(`/roles/${id}`)), "not_found");
  expectProblem(await other.client.patch(owner.path(`/roles/${id}`), { name: "Mine" }), "not_found");
  const mine = await makeRole("Mine", [], other);
  await newMember(app, other.organizationId, mine.id);
  expect(expectInvalid(await other.client.delete(other.path(`/roles/${mine.id}?replacementRoleId=${id}`)))).toEqual([
    "query /replacementRoleId unknown_role",
  ]);
});

test("a name is taken once in an organization, whatever its case, and the built-in ones are taken", async () => {
  const { id } = await makeRole("Support");
  await makeRole("Sales");
  for (const name of ["support", "Owner", " VIEWER "]) {
    expectProblem(await owner.client.post(owner.path("/roles"), { name, permissions: [] }), "role_name_taken");
  }
  for (const name of ["SALES", "admin"]) expectProblem(await owner.client.patch(owner.path(`/roles/${id}`), { name }), "role_name_taken");
  await owner.client.patch(owner.path(`/roles/${id}`), { name: "SUPPORT" }).expect(200);
  await makeRole("Support", [], await newOrganization(app));
});

test("of many at once with one name, one is made", async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => owner.client.post(owner.path("/roles"), { name: "Support", permissions: [] })),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409, 409, 409]);
});

test("an organization makes fifty roles at most, also when many are made at once", async () => {
  const row = (index: number) => ({
    id: newId(app.clock()),
    organizationId: owner.organizationId,
    name: `Role ${index}`,
    permissions: [],
    createdAt: app.clock(),
    updatedAt: app.clock(),
  });
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("roles").insert(Array.from({ length: 48 }, (_, index) => row(index))));
  const answers = await Promise.all(["A", "B", "C", "D"].map((name) => owner.client.post(owner.path("/roles"), { name, permissions: [] })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 201, 409, 409]);
  expectProblem(await owner.client.post(owner.path("/roles"), { name: "E", permissions: [] }), "too_many_roles");
});

test("what is no permission, no role, or more than is asked for is refused", async () => {
  const post = (body: object) => owner.client.post(owner.path("/roles"), body);
  expect(expectInvalid(await post({ name: "X", permissions: ["users:delete"] }))).toEqual(["body /permissions/0 not_allowed"]);
  expect(expectInvalid(await post({ name: "a\u0000b", permissions: [] }))).toEqual(["body /name invalid", "body /name invalid_text"]);
  expect(expectInvalid(await post({ name: "X", permissions: [], isBuiltIn: true }))).toEqual(["body /isBuiltIn unknown_field"]);
  expect(expectInvalid(await owner.client.patch(owner.path("/roles/nobody"), { name: "X" }))).toEqual(["params /roleId invalid"]);
  expectProblem(await owner.client.patch(owner.path(`/roles/${newId(app.clock())}`), { name: "X" }), "not_found");
});

test("built-in roles cannot be changed or deleted", async () => {
  expectProblem(await owner.client.patch(owner.path("/roles/admin"), { permissions: [] }), "built_in_role");
  expectProblem(await owner.client.delete(owner.path("/roles/viewer?replacementRoleId=owner")), "built_in_role");
});

describe("a changed role", () => {
  test("counts for who holds it on the next request, for less and for more", async () => {
    const member = await holderOf(["organization:read", "organization:update"]);
    const rename = () => member.client.patch(member.path(), { name: "Contoso" });
    const set = (permissions: OrganizationPermission[]) =>
      owner.client.patch(owner.path(`/roles/${member.roleId}`), { permissions }).expect(200);
    await rename().expect(200);
    await set(["organization:read"]);
    expectProblem(await rename(), "permission_denied");
    await set(["organization:update"]);
    await rename().expect(200);
    expectProblem(await member.client.get(member.path()), "permission_denied");
  });

  test("is refused when it was changed meanwhile", async () => {
    const { id } = await makeRole("Support");
    const change = (name: string) => owner.client.patch(owner.path(`/roles/${id}`), { name }).set("If-Match", '"1"');
    expect((await change("Help").expect(200)).headers["etag"]).toBe('"2"');
    expectProblem(await change("Helpers"), "precondition_failed");
    expectProblem(await owner.client.delete(owner.path(`/roles/${id}`)).set("If-Match", '"1"'), "precondition_failed");
  });

  test("is recorded with what it was and is, and what is so already is no change", async () => {
    const { id } = await makeRole("Support", ["members:read"]);
    const change = { name: "Help", description: "Answers questions.", permissions: ["members:invite", "members:read"] };
    await owner.client.patch(owner.path(`/roles/${id}`), change).expect(200);
    const { body } = await owner.client.patch(owner.path(`/roles/${id}`), { permissions: ["members:read", "members:invite"] }).expect(200);
    expect(body).toMatchObject({ version: 2, description: "Answers questions." });
    expect(await eventsOf("role.created")).toMatchObject([{ targetId: id, after: { name: "Support", permissions: ["members:read"] } }]);
    expect(await eventsOf("role.updated")).toMatchObject([
      {
        actorId: owner.userId,
        targetType: "role",
        targetId: id,
        before: { name: "Support", description: null, permissions: ["members:read"] },
        after: { name: "Help", description: "Answers questions.", permissions: ["members:read", "members:invite"] },
      },
    ]);
  });
});

describe("nobody gives what they do not hold", () => {
  const MANAGER: OrganizationPermission[] = ["roles:create", "roles:update", "roles:delete", "members:read"];

  test("not in a new role, and not in their own", async () => {
    const manager = await holderOf(MANAGER);
    expectProblem(
      await manager.client.post(manager.path("/roles"), { name: "X", permissions: ["members:read", "members:remove"] }),
      "grant_exceeds_own",
    );
    expectProblem(
      await manager.client.patch(manager.path(`/roles/${manager.roleId}`), { permissions: [...MANAGER, "members:remove"] }),
      "grant_exceeds_own",
    );
    await makeRole("Readers", ["members:read"], manager);
    expect((await rolesOf()).map(({ name }) => name)).not.toContain("X");
  });

  test("and does not touch a role that holds more: not its name, nor by taking from it, nor by deleting it", async () => {
    const manager = await holderOf(MANAGER);
    const { id } = await makeRole("Deleters", ["organization:delete", "members:read"]);
    const path = manager.path(`/roles/${id}`);
    for (const change of [{ name: "Weak" }, { permissions: [] }, { permissions: ["members:read"] }, { description: "x" }]) {
      expectProblem(await manager.client.patch(path, change), "grant_exceeds_own");
    }
    expectProblem(await manager.client.delete(path), "grant_exceeds_own");
  });

  test("nor as a replacement, and moves members only when they may give members another role", async () => {
    const manager = await holderOf(MANAGER);
    const { id } = await makeRole("Readers", ["members:read"]);
    const empty = await makeRole("Nothing", []);
    await newMember(app, owner.organizationId, id);
    for (const above of ["owner", "admin", "developer"]) {
      expectProblem(await manager.client.delete(manager.path(`/roles/${id}?replacementRoleId=${above}`)), "grant_exceeds_own");
    }
    expectProblem(await manager.client.delete(manager.path(`/roles/${id}?replacementRoleId=${empty.id}`)), "permission_denied");
    await owner.client.delete(owner.path(`/roles/${id}?replacementRoleId=owner`)).expect(204);
  });

  test("of a role that is lowered at the same moment as its holder grants, nothing more is granted than was held", async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const manager = await holderOf(MANAGER);
      const lower = owner.client.patch(owner.path(`/roles/${manager.roleId}`), { permissions: ["roles:create"] });
      const [lowered, granted] = await Promise.all([
        lower,
        manager.client.post(manager.path("/roles"), { name: `Late ${turn}`, permissions: ["members:read"] }),
      ]);
      expect(lowered.status).toBe(200);
      // Whichever came first: after the lowering nothing is granted.
      const order = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
        tx("auditEvents").whereIn("action", ["role.created", "role.updated"]).orderBy("sequence"),
      );
      if (granted.status === 201) expect(order.at(-1)).toMatchObject({ action: "role.updated", targetId: manager.roleId });
      else expectProblem(granted, "grant_exceeds_own");
    }
  });
});

describe("a role in use", () => {
  test("is not deleted without another, and the refusal says how many it concerns", async () => {
    const { id } = await makeRole("Support");
    for (let count = 0; count < 2; count += 1) await newMember(app, owner.organizationId, id);
    await invite(id);
    const { detail } = expectProblem(await owner.client.delete(owner.path(`/roles/${id}`)), "role_in_use");
    expect(detail).toBe("2 members hold, and 1 open invitation offers this role. Choose the role that they get in its place.");
    expect(expectInvalid(await owner.client.delete(owner.path(`/roles/${id}?replacementRoleId=${id.toUpperCase()}`)))).toEqual([
      "query /replacementRoleId unknown_role",
    ]);
  });

  test("goes with another: who holds it, and who is invited to it, get that one from the next request on", async () => {
    const member = await holderOf(["organization:read", "organization:update"]);
    const [open, over] = [await invite(member.roleId), await invite(member.roleId, { acceptedAt: app.clock() })];
    await member.client.patch(member.path(), { name: "Contoso" }).expect(200);
    await owner.client.delete(owner.path(`/roles/${member.roleId}?replacementRoleId=viewer`)).expect(204);
    expectProblem(await member.client.patch(member.path(), { name: "Fabrikam" }), "permission_denied");
    await member.client.get(member.path()).expect(200);
    const invitations = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
      tx("organizationInvitations").whereIn("id", [open, over]).orderBy("id"),
    );
    expect(invitations).toMatchObject([
      { builtInRole: "viewer", roleId: null },
      { builtInRole: null, roleId: null },
    ]);
    expect(await eventsOf("role.deleted")).toMatchObject([
      {
        targetId: member.roleId,
        before: { permissions: ["organization:read", "organization:update"] },
        after: { members: 1, invitations: 1, replacementRoleId: "viewer" },
      },
    ]);
    expect(await eventsOf("member.role_changed")).toMatchObject([
      {
        targetId: member.userId,
        subjectUserId: member.userId,
        before: { role: member.roleId },
        after: { role: "viewer", roleName: "Viewer" },
      },
    ]);
    expectProblem(await owner.client.delete(owner.path(`/roles/${member.roleId}`)), "not_found");
  });

  test("one of the organization's own can stand in, and one that nobody uses goes by itself", async () => {
    const [old, next] = [await makeRole("Old"), await makeRole("Next")];
    await newMember(app, owner.organizationId, old.id);
    await owner.client.delete(owner.path(`/roles/${old.id}?replacementRoleId=${next.id}`)).expect(204);
    expect((await rolesOf()).find(({ id }) => id === next.id)).toMatchObject({ memberCount: 1 });
    await owner.client.delete(owner.path(`/roles/${(await makeRole("Unused")).id}`)).expect(204);
  });
});
