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
