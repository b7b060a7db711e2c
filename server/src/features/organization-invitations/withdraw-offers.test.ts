import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { acceptOne, inviteOne, provenPerson } from "../../../test/organization-invitations.ts";
import { newMember, newOrganization, switchTo, type Member } from "../../../test/organizations.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { inOrganization } from "../../platform/tenant.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const remove = (by: Member, userId: string) => by.client.delete(by.path(`/members/${userId}`)).expect(204);
const give = (by: Member, userId: string, roleId: string) => by.client.patch(by.path(`/members/${userId}`), { roleId }).expect(200);
const statesOf = async (by: Member) => {
  const { body } = await by.client.get(by.path("/invitations")).expect(200);
  const { items } = body as { items: Array<{ id: string; state: string }> };
  return Object.fromEntries(items.map(({ id, state }) => [id, state]));
};
const revocations = ({ organizationId }: Member) =>
  inOrganization(app.deps.db, organizationId, (tx) =>
    tx("auditEvents").where({ organizationId, action: "organization_invitation.revoked" }).orderBy("targetId"),
  );

test("whoever is removed does not come back by an invitation that was open: not to them, and not by their own hand", async () => {
  const owner = await newOrganization(app);
  const admin = await newMember(app, owner.organizationId, "admin");
  const [person, second] = [await provenPerson(app), await provenPerson(app)];
  // They came in another way meanwhile, so that the invitation still waits.
  const { id: toThem } = await inviteOne(app, owner, person.email, "admin");
  await app.deps.db.transaction(async (tx) => {
    await tx.raw("select set_config('gatehouse.organization_id', ?, true)", [owner.organizationId]);
    const { id: userId } = (await tx("users").where({ email: person.email }).first("id")) as { id: string };
    await tx("memberships").insert({ organizationId: owner.organizationId, userId, builtInRole: "viewer", createdAt: app.clock() });
  });
  const { user } = await switchTo(app, person.client, owner.organizationId);
  const { id: byThem } = await inviteOne(app, admin, second.email, "admin");
  const { id: kept } = await inviteOne(app, owner, newEmail(), "viewer");

  await remove(owner, user.id);
  await remove(owner, admin.userId);
  expectProblem(await acceptOne(person, toThem), "invitation_invalid");
  expectProblem(await acceptOne(second, byThem), "invitation_invalid");
  expect(await statesOf(owner)).toEqual({ [toThem]: "revoked", [byThem]: "revoked", [kept]: "open" });
  expect(await revocations(owner)).toMatchObject([
    { targetId: toThem, actorId: owner.userId, before: { roleId: "admin" } },
    { targetId: byThem, actorId: owner.userId, before: { roleId: "admin" } },
  ]);
});

test("of the invitations of a member who is lowered, those stay that they could still send", async () => {
  const owner = await newOrganization(app);
  const second = await newMember(app, owner.organizationId, "owner");
  const { id: owning } = await inviteOne(app, second, newEmail(), "owner");
  const { id: running } = await inviteOne(app, second, newEmail(), "admin");
  await give(owner, second.userId, "admin");
  expect(await statesOf(owner)).toEqual({ [owning]: "revoked", [running]: "open" });
  await give(owner, second.userId, "viewer");
  expect(await statesOf(owner)).toEqual({ [owning]: "revoked", [running]: "revoked" });
  expect(await revocations(owner)).toHaveLength(2);
});
