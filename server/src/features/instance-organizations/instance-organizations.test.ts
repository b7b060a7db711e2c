import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, signedInPerson } from "../../../test/client.ts";
import { impersonate, newAdministrator } from "../../../test/invited.ts";
import { newMember, newOrganization } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { inOrganization } from "../../platform/tenant.ts";

const LIST = "/api/v1/instance/organizations";
const REASON = "reason=They%20asked%20for%20help";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

type Activity = { items: Array<{ action: string; actor: { id: string; name: string }; after: unknown }>; nextCursor: string | null };

test("administrators see which organizations there are, page by page, without entering one", async () => {
  const [first, second] = [await newOrganization(app), await newOrganization(app)];
  await newMember(app, second.organizationId);
  const { client } = await newAdministrator(app);
  const { body } = await client.get(`${LIST}?limit=1`).expect(200);
  expect(body).toMatchObject({ items: [{ id: second.organizationId, name: second.organization.name, members: 2, closedAt: null }] });
  const next = await client.get(`${LIST}?limit=1&cursor=${(body as Activity).nextCursor}`).expect(200);
  expect(next.body).toMatchObject({ items: [{ id: first.organizationId, members: 1 }] });
  expect(expectInvalid(await client.get(`${LIST}?cursor=x`))).toEqual(["query /cursor invalid"]);
  const events = (await first.client.get(first.path("/activity")).expect(200)).body as Activity;
  expect(events.items.map(({ action }) => action)).not.toContain("organization.looked_into");
});

test("each look into one stands in the tenant's own record, with who looked and why", async () => {
  const owner = await newOrganization(app);
  const bystander = await newOrganization(app);
  const member = await newMember(app, owner.organizationId, "developer");
  await inOrganization(app.deps.db, owner.organizationId, (tx) => tx("organizationPolicies").update({ secondFactor: "optional" }));
  const { client, userId } = await newAdministrator(app);
  const path = `${LIST}/${owner.organizationId}?${REASON}`;
  const { body } = await client.get(`${path}&limit=1`).expect(200);
  expect(body).toMatchObject({
    id: owner.organizationId,
    policy: { secondFactor: "optional", ipRanges: 0 },
    members: { items: [{ userId: member.userId, email: member.email, role: { id: "developer", name: "Developer" } }] },
  });
  const { nextCursor } = (body as { members: Activity }).members;
  const next = await client.get(`${path}&limit=1&cursor=${nextCursor}`).expect(200);
  expect(next.body).toMatchObject({ members: { items: [{ userId: owner.userId, role: { id: "owner" } }], nextCursor: null } });
  const { items } = (await owner.client.get(owner.path("/activity?limit=2")).expect(200)).body as Activity;
  const looked = { action: "organization.looked_into", actor: { id: userId, name: "Ada" }, after: { purpose: "They asked for help" } };
  expect(items).toMatchObject([looked, looked]);
  expect(JSON.stringify((await bystander.client.get(bystander.path("/activity")).expect(200)).body)).not.toContain("looked_into");
});

test("nobody looks without a reason, without the role, without a second factor, or at what is not there", async () => {
  const owner = await newOrganization(app);
  const administrator = await newAdministrator(app);
  const path = `${LIST}/${owner.organizationId}`;
  expect(expectInvalid(await administrator.client.get(path))).toEqual(["query /reason required"]);
  expect(expectInvalid(await administrator.client.get(`${path}?reason=%20a%20`))).toEqual(["query /reason too_short"]);
  expect(expectInvalid(await administrator.client.get(`${path}?reason=a%0Ab%20c`))).toEqual(["query /reason invalid"]);
  expect(expectInvalid(await administrator.client.get(`${path}?reason=${"x".repeat(201)}`))).toEqual(["query /reason too_long"]);
  expectProblem(await (await administrator.weakly()).get(`${path}?${REASON}`), "second_factor_required");
  expectProblem(await owner.client.get(`${path}?${REASON}`), "permission_denied");
  expectProblem(await administrator.client.get(`${LIST}/${newId(app.clock())}?${REASON}`), "not_found");
  const { items } = (await owner.client.get(owner.path("/activity")).expect(200)).body as Activity;
  expect(items.map(({ action }) => action)).not.toContain("organization.looked_into");
});

test("an administrator is no member by it: the organization's own endpoints stay closed to them", async () => {
  const owner = await newOrganization(app);
  const { client } = await newAdministrator(app);
  await client.get(`${LIST}/${owner.organizationId}?${REASON}`).expect(200);
  for (const rest of ["", "/activity"]) expectProblem(await client.get(owner.path(rest)), "not_found");
  expectProblem(await client.post("/api/v1/auth/switch-organization", { organizationId: owner.organizationId }), "not_found");
});

test("whoever acts for a person enters none of their organizations", async () => {
  const owner = await newOrganization(app);
  const administrator = await newAdministrator(app);
  const { accessToken } = await impersonate(app, administrator, owner.userId);
  const acting = createClient(app, { Authorization: `Bearer ${accessToken}` });
  await acting.get("/api/v1/me").expect(200);
  const closed = app.endpoints.filter(({ method, path }) => method === "GET" && path.includes("/:organizationId"));
  expect(closed).not.toEqual([]);
  for (const { path } of closed) {
    expectProblem(await acting.get(path.replace(":organizationId", owner.organizationId).replace(/:\w+/, owner.userId)), "not_found");
  }
  expectProblem(
    await acting.post("/api/v1/auth/switch-organization", { organizationId: owner.organizationId }),
    "impersonation_is_read_only",
  );
  expectProblem(await acting.get("/api/v1/me/organizations"), "impersonation_is_read_only");
});

test("a tenant reads its own record, newest first and by pages, and who may not does not", async () => {
  const owner = await newOrganization(app);
  const viewer = await newMember(app, owner.organizationId, "viewer");
  for (const name of ["Contoso", "Fabrikam"]) await owner.client.patch(owner.path(), { name }).expect(200);
  const actions: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Activity = (await owner.client.get(owner.path(`/activity?limit=2${cursor && `&cursor=${cursor}`}`)).expect(200)).body;
    actions.push(...page.items.map(({ action }) => action));
    cursor = page.nextCursor;
  }
  const entered = ["organization.entered", "organization.entered"];
  expect(actions).toEqual(["organization.updated", "organization.updated", ...entered, "organization.created"]);
  expectProblem(await viewer.client.get(viewer.path("/activity")), "permission_denied");
  expect(expectInvalid(await owner.client.get(owner.path("/activity?cursor=x")))).toEqual(["query /cursor invalid"]);
  expectProblem(await (await signedInPerson(app)).client.get(owner.path("/activity")), "not_found");
});
