import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "../../../test/client.ts";
import { newMember, newOrganization, type Member } from "../../../test/organizations.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { inOrganization } from "../../platform/tenant.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const leave = (who: Member) => who.client.post(who.path("/leave"));

test("whom the organization does not let in can leave it all the same, and a stranger cannot", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId);
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("organizationPolicies").update({ secondFactor: "required" }));
  const { body } = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: member.signedIn.refreshToken }).expect(200);
  expect(body).toMatchObject({ organization: null, organizationRefusal: { demands: ["second_factor"] } });
  await leave({
    ...member,
    client: createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` }),
  }).expect(204);
  const stranger = await newOrganization(app);
  expectProblem(await stranger.client.post(owner.path("/leave")), "not_found");
});

test("an id in capitals is the same id: whoever leaves by it is outside on the next request, and the record has it as ever", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId, "admin");
  const capitals = (id: string) => id.toUpperCase();
  await owner.client
    .patch(`/api/v1/organizations/${capitals(owner.organizationId)}/members/${capitals(member.userId)}`, { roleId: "viewer" })
    .expect(200);
  await member.client.post(`/api/v1/organizations/${capitals(owner.organizationId)}/leave`).expect(204);
  expectProblem(await member.client.get(member.path()), "not_found");
  await owner.client.post("/api/v1/auth/switch-organization", { organizationId: capitals(owner.organizationId) }).expect(200);
  const events = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("auditEvents").where({ organizationId: owner.organizationId }).orderBy("sequence").select("action", "targetId"),
  );
  // Who acts there already does not enter it once more.
  expect(events.filter(({ action }) => action === "organization.entered")).toHaveLength(2);
  for (const { targetId } of events) expect(targetId).toBe(String(targetId).toLowerCase());
});
