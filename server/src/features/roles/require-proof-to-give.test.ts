import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { inviteOne } from "../../../test/organization-invitations.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { ALL_ORGANIZATION_PERMISSIONS, type OrganizationPermission } from "../../http/access/catalogue.ts";
import { STEP_UP_SECONDS } from "../../http/step-up.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const proofIsOld = ({ userId }: Member) =>
  app.deps
    .db("sessions")
    .where({ userId })
    .update({ authenticatedAt: new Date(app.clock().getTime() - (STEP_UP_SECONDS + 1) * 1000) });
const proofIsFresh = ({ userId }: Member) => app.deps.db("sessions").where({ userId }).update({ authenticatedAt: app.clock() });

async function makeRole(by: Member, permissions: readonly OrganizationPermission[]): Promise<string> {
  const body = { name: `Role ${newEmail()}`, permissions };
  return ((await by.client.post(by.path("/roles"), body).expect(201)).body as { id: string }).id;
}

test("an owner's device that was left alone makes nobody an owner, in whatever way", async () => {
  const owner = await newOrganization(app);
  const almost = await makeRole(owner, ALL_ORGANIZATION_PERMISSIONS);
  const [held, unused] = [await makeRole(owner, ["members:read"]), await makeRole(owner, ["members:read"])];
  const member = await newMember(app, owner.organizationId, held);
  const waiting = newEmail();
  const { id: open } = await inviteOne(app, owner, waiting, "owner");
  await inviteOne(app, owner, `other-${waiting}`, "viewer");
  await app.deps.db.transaction(async (tx) => {
    await tx.raw("select set_config('gatehouse.organization_id', ?, true)", [owner.organizationId]);
    await tx("organizationInvitations").update({ lastSentAt: new Date(app.clock().getTime() - 120_000) });
  });
  await proofIsOld(owner);

  const ways: Record<string, () => PromiseLike<unknown>> = {
    "as a role": () => owner.client.patch(owner.path(`/members/${member.userId}`), { roleId: "owner" }),
    "as a role that can make its holder an owner": () => owner.client.patch(owner.path(`/members/${member.userId}`), { roleId: almost }),
    "by an invitation": () => owner.client.post(owner.path("/invitations"), { emails: [newEmail()], roleId: "owner" }),
    "by an invitation to such a role": () => owner.client.post(owner.path("/invitations"), { emails: [newEmail()], roleId: almost }),
    "by an invitation that waits": () => owner.client.post(owner.path("/invitations"), { emails: [`other-${waiting}`], roleId: "owner" }),
    "by a new link": () => owner.client.post(owner.path(`/invitations/${open}/resend`)),
    "in place of a role": () => owner.client.delete(owner.path(`/roles/${held}?replacementRoleId=owner`)),
    "in a role that somebody holds": () =>
      owner.client.patch(owner.path(`/roles/${held}`), { permissions: ["members:read", "organization:transfer"] }),
  };
  for (const way of Object.values(ways)) expectProblem((await way()) as never, "step_up_required");

  // What admins give too asks for none.
  await owner.client.patch(owner.path(`/roles/${unused}`), { permissions: ["roles:read"] }).expect(200);
  await owner.client.delete(owner.path(`/roles/${unused}?replacementRoleId=admin`)).expect(204);
  await owner.client.post(owner.path("/invitations"), { emails: [newEmail()], roleId: "admin" }).expect(200);

  await proofIsFresh(owner);
  const answers = [];
  for (const way of Object.values(ways)) answers.push(((await way()) as { status: number }).status);
  expect(answers).toEqual([200, 200, 200, 200, 200, 200, 204, 404]);
});
