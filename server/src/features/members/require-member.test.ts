import { afterAll, beforeAll, test } from "@jest/globals";
import { newMember, newOrganization } from "../../../test/organizations.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

test("one tenant's requests neither hold nor wait for the people of another", async () => {
  const [owner, other] = [await newOrganization(app), await newOrganization(app)];
  const foreign = await newMember(app, other.organizationId);
  await app.deps.db.transaction(async (tx) => {
    await tx("users").where({ id: foreign.userId }).forUpdate().first();
    expectProblem(await owner.client.patch(owner.path(`/members/${foreign.userId}`), { roleId: "viewer" }), "not_found");
    expectProblem(await owner.client.delete(owner.path(`/members/${foreign.userId}`)), "not_found");
  });
});
