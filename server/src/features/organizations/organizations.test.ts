import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, signedInPerson, signIn } from "../../../test/client.ts";
import { newMember, newOrganization, switchTo } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { asPerson, inOrganization } from "../../platform/tenant.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

type Listed = { items: Array<{ id: string; name: string; isCurrent: boolean; role: { id: string } }> };

test("whoever creates an organization owns it, and acts in it once they have switched", async () => {
  const owner = await newOrganization(app, "Häagen & Söhne");
  expect(owner.organization).toMatchObject({ slug: "haagen-sohne", name: "Häagen & Söhne", version: 1 });
  const { body } = await owner.client.get("/api/v1/me/organizations").expect(200);
  expect((body as Listed).items).toMatchObject([{ id: owner.organizationId, role: { id: "owner" }, isCurrent: true }]);
  expect(owner.signedIn).toMatchObject({ organization: { id: owner.organizationId, role: { id: "owner", name: "Owner" } } });
  await owner.client.get(owner.path()).expect(200);
  const events = await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("auditEvents").where({ organizationId: owner.organizationId }).orderBy("sequence"),
  );
  expect(events).toMatchObject([
    { action: "organization.created", subjectUserId: owner.userId },
    { action: "organization.entered", subjectUserId: owner.userId },
  ]);
  // Their own record tells of it too, whatever the token names.
  const { body: activity } = await owner.client.get("/api/v1/me/activity").expect(200);
  expect((activity as { items: Array<{ action: string }> }).items.map(({ action }) => action)).toContain("organization.created");
});

test("a name in the address is taken once; one that nobody chose gets a number", async () => {
  const [first, second] = [await newOrganization(app, "Tailspin"), await newOrganization(app, "Tailspin")];
  expect([first.organization.slug, second.organization.slug]).toEqual(["tailspin", "tailspin-2"]);
  expectProblem(await first.client.post("/api/v1/organizations", { name: "Another", slug: "tailspin-2" }), "slug_taken");
  expectProblem(await first.client.patch(first.path(), { slug: "tailspin-2" }), "slug_taken");
  expect(expectInvalid(await first.client.post("/api/v1/organizations", { name: "X", slug: "a--b" }))).toEqual(["body /slug invalid"]);
  await first.client.patch(first.path(), { slug: "tailspin-toys", name: "Tailspin Toys" }).expect(200);
});

test("a rename is refused when it was renamed meanwhile", async () => {
  const owner = await newOrganization(app);
  const rename = (name: string) => owner.client.patch(owner.path(), { name }).set("If-Match", '"1"');
  await rename("Contoso").expect(200);
  expectProblem(await rename("Fabrikam"), "precondition_failed");
  expect((await owner.client.get(owner.path()).expect(200)).headers["etag"]).toBe('"2"');
});

test("of another's organization nothing is seen, by its id or by a switch to it", async () => {
  const [one, other] = [await newOrganization(app), await newOrganization(app)];
  expectProblem(await one.client.get(other.path()), "not_found");
  expectProblem(await one.client.patch(other.path(), { name: "Mine" }), "not_found");
  expectProblem(await one.client.post("/api/v1/auth/switch-organization", { organizationId: other.organizationId }), "not_found");
  expectProblem(await (await signedInPerson(app)).client.get(one.path()), "not_found");
});

test("without an organization's context there are no rows of it, whatever a query asks for", async () => {
  const [one, other] = [await newOrganization(app), await newOrganization(app)];
  const tables = ["organizations", "memberships", "organizationPolicies"];
  for (const table of tables) {
    expect(await app.deps.db(table)).toEqual([]);
    expect(await inOrganization(app.deps.db, one.organizationId, (tx) => tx(table))).toHaveLength(1);
    await expect(app.deps.db(table).update({ version: 9 })).resolves.toBe(0);
  }
  expect(await asPerson(app.deps.db, one.userId, (tx) => tx("memberships"))).toMatchObject([{ organizationId: one.organizationId }]);
  const intrude = inOrganization(app.deps.db, one.organizationId, (tx) =>
    tx("memberships").insert({ organizationId: other.organizationId, userId: one.userId, builtInRole: "owner", createdAt: app.clock() }),
  );
  await expect(intrude).rejects.toMatchObject({ code: "42501" });
});

test("what a role does not permit is refused", async () => {
  const owner = await newOrganization(app);
  const viewer = await newMember(app, owner.organizationId, "viewer");
  await viewer.client.get(viewer.path()).expect(200);
  const refused = expectProblem(await viewer.client.patch(viewer.path(), { name: "Mine now" }), "permission_denied");
  expect(refused.detail).toBe("The role Viewer does not include organization:update. An owner can give a role that does.");
});

test("a refresh names the same organization again", async () => {
  const owner = await newOrganization(app);
  const { body } = await owner.client.post("/api/v1/organizations", { name: "Second" }).expect(201);
  const { id } = body as { id: string };
  await switchTo(app, owner.client, id);
  const refreshed = await createClient(app).post("/api/v1/auth/refresh", { refreshToken: owner.signedIn.refreshToken }).expect(200);
  expect(refreshed.body).toMatchObject({ organization: { id, name: "Second" }, organizationRefusal: null });
});

test("the next sign-in on a device is where the last one there was; on a new one, in the only organization, or in none", async () => {
  const { email, password, organizationId, client } = await newOrganization(app);
  const device = createClient(app);
  const signInAgain = async () => {
    const answer = await device.post("/api/v1/auth/login", { email, password, refreshTransport: "body" }).expect(200);
    return answer.body as { accessToken: string; organization: { id: string } | null };
  };
  const first = await signInAgain();
  expect(first.organization?.id).toBe(organizationId);
  const { body } = await client.post("/api/v1/organizations", { name: "Second" }).expect(201);
  const { id } = body as { id: string };
  expect(await signIn(app, { email, password })).toMatchObject({ organization: null });
  await switchTo(app, createClient(app, { Authorization: `Bearer ${first.accessToken}` }), id);
  expect((await signInAgain()).organization?.id).toBe(id);
});

test("a person is in a hundred organizations at most", async () => {
  const person = await signedInPerson(app);
  await app.ownerDb.raw(
    `with made as (
       insert into organizations (id, slug, name, epoch_changed_at, created_at, updated_at)
       select gen_random_uuid(), 'crowd-' || n, 'Crowd', now(), now(), now() from generate_series(1, 99) n returning id
     )
     insert into memberships (organization_id, user_id, built_in_role, created_at) select id, ?, 'viewer', now() from made`,
    [person.signedIn.user.id],
  );
  await person.client.post("/api/v1/organizations", { name: "The hundredth" }).expect(201);
  expectProblem(await person.client.post("/api/v1/organizations", { name: "One more" }), "too_many_organizations");
});
