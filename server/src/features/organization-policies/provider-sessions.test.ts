import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { newEmail } from "../../../test/client.ts";
import { newOrganization } from "../../../test/organizations.ts";
import { askForPolicy, setPolicyOf } from "../../../test/policies.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { createProviderWorld, goThrough, residentAt, withToken, type ProviderWorld } from "../../../test/provider-world.ts";
import { inOrganization } from "../../platform/tenant.ts";

let world: ProviderWorld;
beforeAll(async () => (world = await createProviderWorld()));
afterAll(() => world.close());

test("who came by GitHub acts where GitHub is allowed, and nowhere that allows a password alone", async () => {
  const { app } = world;
  const owner = await newOrganization(app);
  const there = residentAt(world, "github", { email: newEmail() });
  const browser = createCookieBrowser(app);
  await goThrough(browser, "github", there);
  const { user, ...grace } = await withToken(browser);
  await inOrganization(app.deps.db, owner.organizationId, (tx) =>
    tx("memberships").insert({ organizationId: owner.organizationId, userId: user.id, builtInRole: "viewer", createdAt: app.clock() }),
  );
  const { organizationId } = owner;
  const enter = () => grace.post("/api/v1/auth/switch-organization", { organizationId });
  await enter().expect(200);
  const inside = await withToken(browser);
  await inside.get(owner.path()).expect(200);

  await setPolicyOf(owner, { allowedMethods: ["password"] });
  expect(expectProblem(await inside.get(owner.path()), "organization_policy_unmet").demands).toEqual(["method"]);
  expect(expectProblem(await enter(), "organization_policy_unmet").demands).toEqual(["method"]);
  const again = (await browser.post("/api/v1/auth/refresh", {}).expect(200)).body as object;
  expect(again).toMatchObject({ organization: null, organizationRefusal: { organizationId, demands: ["method"] } });
  // The same way again is not another one.
  await goThrough(browser, "github", there);
  expectProblem(await (await withToken(browser)).post("/api/v1/auth/switch-organization", { organizationId }), "organization_policy_unmet");

  await setPolicyOf(owner, { allowedMethods: ["password", "github"] });
  await (await withToken(browser)).post("/api/v1/auth/switch-organization", { organizationId }).expect(200);
  await (await withToken(browser)).get(owner.path()).expect(200);
});

test("ways are those that the instance has switched on", async () => {
  const owner = await newOrganization(world.app);
  await setPolicyOf(owner, { allowedMethods: ["password", "github", "acme"] });
  expect(expectInvalid(await askForPolicy(owner, { allowedMethods: ["password", "gitlab"] }))).toEqual([
    "body /allowedMethods/1 unknown_method",
  ]);
});
