import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, signIn } from "../../../test/client.ts";
import { wholeDatabase } from "../../../test/closed-accounts.ts";
import { newAdministrator } from "../../../test/invited.ts";
import { newMember, newOrganization, switchTo, type Member } from "../../../test/organizations.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { eraseDueAccounts } from "./index.ts";

const DAY = 86_400;

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const closeAccount = ({ client }: Pick<Member, "client">) => client.post("/api/v1/me/deletion", {});
const give = (by: Member, to: Member, roleId: string) => by.client.patch(by.path(`/members/${to.userId}`), { roleId });
const leave = (who: Member) => who.client.post(who.path("/leave"));

async function openOwners({ organizationId }: Member): Promise<number> {
  const rows = await inOrganization(app.deps.db, organizationId, (tx) =>
    tx("memberships as m").join("users as u", "u.id", "m.userId").where({ organizationId, builtInRole: "owner" }).whereNull("u.disabledAt"),
  );
  return rows.length;
}
const isThere = async ({ organizationId: id }: Member) => (await app.ownerDb("organizations").where({ id })).length === 1;

test("who alone owns organizations with other members cannot close the account, and is told which", async () => {
  const owner = await newOrganization(app, "Litware");
  const member = await newMember(app, owner.organizationId, "admin");
  await owner.client.post("/api/v1/organizations", { name: "Of one" }).expect(201);
  const { detail } = expectProblem(await closeAccount(owner), "last_owner");
  expect(detail).toContain("“Litware”");
  expect(detail).not.toContain("Of one");
  expect(await app.deps.db("users").where({ id: owner.userId }).first("disabledAt")).toEqual({ disabledAt: null });
  await give(owner, member, "owner").expect(200);
  await closeAccount(owner).expect(200);
  expect(await openOwners(owner)).toBe(1);
  expectProblem(
    await closeAccount(member)
      .expect(200)
      .then(() => leave(member)),
    "session_ended",
  );
});

test("an administrator does not delete them either, whether they are shut out or not; shutting out is never refused", async () => {
  const admin = await newAdministrator(app);
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId);
  const remove = () => admin.client.delete(`/api/v1/users/${owner.userId}`);
  expectProblem(await remove(), "last_owner");
  await admin.client.post(`/api/v1/users/${owner.userId}/disable`).expect(204);
  expect(await openOwners(owner)).toBe(0);
  expectProblem(await remove(), "last_owner");
  await admin.client.delete(`/api/v1/users/${member.userId}`).expect(200);
  await remove().expect(200);
});

test("a closed organization keeps nobody from closing the account", async () => {
  const owner = await newOrganization(app);
  await newMember(app, owner.organizationId);
  await owner.client.post(owner.path("/close")).expect(200);
  await closeAccount(owner).expect(200);
});

test("an organization goes with its only member once the account is deleted for good, and not before", async () => {
  const [alone, shared] = [await newOrganization(app), await newOrganization(app)];
  const other = await newMember(app, shared.organizationId, "owner");
  await closeAccount(alone).expect(200);
  await closeAccount(shared).expect(200);
  app.clock.advance(14 * DAY - 60);
  await eraseDueAccounts(app.deps);
  expect(await isThere(alone)).toBe(true);
  app.clock.advance(120);
  await Promise.all([eraseDueAccounts(app.deps), eraseDueAccounts(app.deps)]);
  expect(await app.deps.db("users").whereIn("id", [alone.userId, shared.userId])).toEqual([]);
  expect([await isThere(alone), await isThere(shared)]).toEqual([false, true]);
  const members = await inOrganization(app.deps.db, shared.organizationId, (tx) => tx("memberships"));
  expect(members).toMatchObject([{ userId: other.userId }]);
  const told = await inOrganization(app.deps.db, shared.organizationId, (tx) => tx("auditEvents").where({ action: "member.left" }));
  expect(told).toMatchObject([{ actorType: "system", targetType: "user" }]);
});

test("of who is deleted for good nothing is left in any organization, also in those that they left or that are gone", async () => {
  const owner = await newOrganization(app);
  const person = await newMember(app, owner.organizationId, "owner");
  const { body } = await person.client.post("/api/v1/organizations", { name: "Of theirs" }).expect(201);
  await switchTo(app, person.client, (body as { id: string }).id);
  const left = await newOrganization(app);
  await inOrganization(app.deps.db, left.organizationId, (tx) =>
    tx("memberships").insert({ organizationId: left.organizationId, userId: person.userId, builtInRole: "viewer", createdAt: app.clock() }),
  );
  await left.client.patch(left.path(`/members/${person.userId}`), { roleId: "admin" }).expect(200);
  await left.client.post(left.path("/ownership-transfers"), { toUserId: person.userId }).expect(201);
  await left.client.delete(left.path(`/members/${person.userId}`)).expect(204);
  await app.deps.db("users").where({ id: person.userId }).update({ name: "Zebedee Quux" });
  await give(owner, person, "admin").expect(200);
  const signedIn = createClient(app, { Authorization: `Bearer ${(await signIn(app, person)).accessToken}` });
  const { accessToken } = await switchTo(app, signedIn, owner.organizationId);
  const again = createClient(app, { Authorization: `Bearer ${accessToken}` });
  await again.patch(owner.path(), { name: "Renamed by them" }).expect(200);
  await again.post("/api/v1/me/deletion", {}).expect(200);
  app.clock.advance(14 * DAY + 1);
  await eraseDueAccounts(app.deps);
  const lines = (await wholeDatabase(app)).split("\n");
  for (const trace of [person.userId, person.email, "Zebedee"]) expect(lines.filter((line) => line.includes(trace))).toEqual([]);
  const kept = await inOrganization(app.deps.db, left.organizationId, (tx) => tx("auditEvents").where({ action: "member.role_changed" }));
  expect(kept).toMatchObject([{ actorId: left.userId, actorName: "Ada", after: { role: "admin", roleName: "Admin" } }]);
});

describe("of two owners who go at once, one remains", () => {
  const ways: Array<[string, (who: Member, other: Member) => PromiseLike<{ status: number }>]> = [
    ["leaves", (who) => leave(who)],
    ["closes the account too", (who) => closeAccount(who)],
    ["is demoted by the first", (who, other) => give(other, who, "viewer")],
    ["is demoted by themselves", (who) => give(who, who, "viewer")],
  ];
  test.each(ways)("when one closes the account and the other %s", async (_how, go) => {
    for (let round = 0; round < 5; round += 1) {
      const one = await newOrganization(app);
      const other = await newMember(app, one.organizationId, "owner");
      await newMember(app, one.organizationId);
      const answers = await Promise.all([closeAccount(one), go(other, one)]);
      for (const { status } of answers) expect([200, 204, 401, 403, 404, 409]).toContain(status);
      expect(await openOwners(one)).toBe(1);
    }
  });
});
