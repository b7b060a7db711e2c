import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { addApp, codeOfApp } from "./factors.ts";
import { answer, fill, press, typeCode } from "./forms.ts";
import { journeys } from "./journey.ts";
import { call, type Person, promote, resident } from "./people.ts";
import { seePage, seePath, seeText, seeTyped } from "./see.ts";
import { actIn, found, join, makeRole, type Tenant, whoIs } from "./tenants.ts";
import type { World } from "./world.ts";

const journey = journeys();

const box = (page: Page, name: RegExp) => page.getByRole("checkbox", { name });

/** What the roles are, as a program is told. */
async function rolesOf(world: World, tenant: Tenant, owner: Person) {
  const read = await call(world, `GET /organizations/${tenant.id}/roles`, { ...(await actIn(world, owner, tenant)) });
  const { items } = (await read.json()) as { items: { id: string; name: string; permissions: string[]; memberCount: number }[] };
  return items;
}

journey("a role is made from a copy, given where access is explained, and deleted with another in its place", async (guide) => {
  const { world } = guide;
  const [ada, tom] = [await resident(world, "Ada Okafor"), await resident(world, "Tom Ek")];
  const tenant = await found(world, ada, "Northwind", "role-made");
  await join(world, tenant, tom, "viewer");
  const { page } = await guide.visitAs(ada);
  await page.goto("/o/role-made/roles");
  await page.getByRole("link", { name: "Copy Viewer" }).click();
  await seePage(page, "Make a role");
  await press(page, "Make role");
  await seeText(page, "Enter a name.");
  await fill(page, "Name", "Gardener");
  await box(page, /Add, prove, change/).check();
  await seeText(page, "As Viewer, but");
  await press(page, "Make role");
  await seePage(page, "Gardener");
  await seeText(page, "Held by nobody");

  await page.goto("/o/role-made/access");
  await page.getByRole("radio", { name: "A member" }).check();
  await page.getByLabel("Find the member").pressSequentially("Tom");
  await page.getByRole("option", { name: /Tom Ek/ }).click();
  await page.getByLabel("What", { exact: true }).fill("domains:update");
  await page.keyboard.press("Enter");
  await seeText(page, "No, Tom Ek may not do");
  await seeText(page, "Tom Ek keeps all that they may do now.");
  await press(page, "Give Tom Ek this role");
  await seeText(page, "Yes, Tom Ek may do");

  const gardener = (await rolesOf(world, tenant, ada)).find(({ name }) => name === "Gardener");
  assert.equal(gardener?.memberCount, 1);
  await page.goto(`/o/role-made/roles/${gardener.id}`);
  await press(page, "Delete role…");
  await seeText(page, "It is held by 1 member.");
  await page.getByLabel("They get").selectOption("Developer");
  await answer(page, "Delete role");
  await seePath(page, "/o/role-made/roles");
  const left = await rolesOf(world, tenant, ada);
  assert.equal(left.find(({ id }) => id === "developer")?.memberCount, 1);
  assert.ok(!left.some(({ name }) => name === "Gardener"));
});

journey(
  "a role lowered while its holder types takes no draft away, says what the role is now, and keeps the focus on the page",
  async (guide) => {
    const { world } = guide;
    const [ada, tom] = [await resident(world, "Ada Okafor"), await resident(world, "Tom Ek")];
    const tenant = await found(world, ada, "Northwind", "role-lowered");
    await join(world, tenant, tom, "admin");
    const { accessToken } = await actIn(world, ada, tenant);
    const { userId } = await whoIs(world, tom);
    const give = (roleId: string) => call(world, `PATCH /organizations/${tenant.id}/members/${userId}`, { accessToken, body: { roleId } });
    const visitor = await guide.visitAs(tom);
    visitor.expect(403, "");
    const { page } = visitor;
    const seeFocused = (heading: string) => page.locator("h1:focus").filter({ hasText: heading }).waitFor();

    await page.goto("/o/role-lowered/roles/new");
    await fill(page, "Name", "Gardener");
    await give("viewer");
    await press(page, "Make role");
    await seeText(page, "Your role in Northwind is Viewer now");
    await seeText(page, "Your role does not permit this");
    await seeFocused("Roles");
    await give("admin");
    await press(page, "Try again");
    await seePage(page, "Make a role");
    await seeTyped(page, "Name", "Gardener");
    await press(page, "Make role");
    await seePage(page, "Gardener");

    await page.goto("/o/role-lowered/settings");
    await fill(page, "Name", "Northwind Traders");
    await give("viewer");
    await press(page, "Save");
    await seeText(page, "organization:update");
    await seeFocused("Organization settings");
  },
);

journey("of two who edit a role at once the later one is told, loses nothing, and saves on top", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Northwind", "role-twice");
  const roleId = await makeRole(world, tenant, ada, "Gardener", ["organization:read", "domains:read", "members:read"]);
  const visitor = await visitAs(ada);
  visitor.expect(412, "");
  const { page: first } = visitor;
  const second = await visitor.newTab();
  for (const page of [first, second]) {
    await page.goto(`/o/role-twice/roles/${roleId}`);
    await seeTyped(page, "Name", "Gardener");
  }
  await box(second, /Read the record/).check();
  await fill(second, "Name", "Head gardener");
  await box(first, /Add, prove, change/).check();
  await box(first, /See who is a member/).uncheck();
  await press(first, "Save role");
  await seeText(first, "Gardener saved");

  await press(second, "Save role");
  await seeText(second, "The role was changed elsewhere");
  await seeText(second, "domains:update was added and members:read was taken away");
  await seeTyped(second, "Name", "Head gardener");
  assert.ok(await box(second, /Read the record/).isChecked(), "The own edit stays.");
  assert.ok(await box(second, /Add, prove, change/).isChecked(), "Theirs is under it.");
  await press(second, "Save role");
  await seeText(second, "Head gardener saved");
  const role = (await rolesOf(world, tenant, ada)).find(({ id }) => id === roleId);
  assert.deepEqual(
    [role?.name, role?.permissions],
    ["Head gardener", ["organization:read", "domains:read", "domains:update", "audit_events:read"]],
  );
});

journey("a role that is deleted while it is edited is not lost: it can be made anew", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Northwind", "role-gone");
  const roleId = await makeRole(world, tenant, ada, "Gardener", ["organization:read", "domains:read"]);
  const visitor = await visitAs(ada);
  visitor.expect(404, "");
  const { page } = visitor;
  await page.goto(`/o/role-gone/roles/${roleId}`);
  await box(page, /Read the record/).check();
  await call(world, `DELETE /organizations/${tenant.id}/roles/${roleId}`, { ...(await actIn(world, ada, tenant)) });
  await press(page, "Save role");
  await seeText(page, "The role was deleted elsewhere");
  await press(page, "Make role");
  await seeText(page, "Gardener saved");
  const role = (await rolesOf(world, tenant, ada)).find(({ name }) => name === "Gardener");
  assert.deepEqual(role?.permissions, ["organization:read", "domains:read", "audit_events:read"]);
});

journey("a tightened policy asks the next click of somebody else for what it demands, and lets them on when it is given", async (guide) => {
  const { world } = guide;
  const [ada, tom] = [await resident(world, "Ada Okafor"), await resident(world, "Tom Ek")];
  const tenant = await found(world, ada, "Northwind", "tight");
  await join(world, tenant, tom, "developer");
  const [owner, member] = [await guide.visitAs(ada), await guide.visitAs(tom)];
  const [adasApp, tomsApp] = [await addApp(world, ada), await addApp(world, tom)];
  await member.page.goto("/o/tight/roles");
  await seePage(member.page, "Roles");

  const { page } = owner;
  await page.goto("/o/tight/policies");
  await seeText(page, "Every member’s account meets it.");
  await page.getByRole("radio", { name: "Required", exact: true }).check();
  await page.getByLabel("It is asked for").selectOption("At once");
  await seeText(page, "You would shut yourself out");
  await press(page, "Confirm with it now");
  await typeCode(page, codeOfApp(adasApp.secret), "Code from the authenticator app");
  await page.getByText("You would shut yourself out").waitFor({ state: "detached" });
  await press(page, "Save policies");
  await seeText(page, "Policy saved");

  member.expect(403, "");
  await member.page.getByRole("link", { name: "Policies" }).click();
  await seePage(member.page, "Northwind does not let you in yet");
  await press(member.page, "Confirm");
  await typeCode(member.page, codeOfApp(tomsApp.secret), "Code from the authenticator app");
  await seePage(member.page, "Policies");
  await seeText(member.page, "policies:update");

  await page.goto("/o/tight/activity");
  await seeText(page, "Changed what an organization asks of its members");
});

journey(
  "the networks of a policy begin with one’s own address, and what is no network is said at the field",
  async ({ world, visitAs }) => {
    const ada = await resident(world, "Ada Okafor");
    await found(world, ada, "Northwind", "networks");
    const visitor = await visitAs(ada);
    const { page } = visitor;
    visitor.expect(422, "/preview");
    await page.goto("/o/networks/policies");
    await fill(page, "Add to networks", "192.0.2.0/33");
    await page.keyboard.press("Enter");
    await seeText(page, "192.0.2.0/33: Is not an address or a network");
    await press(page, "Take 192.0.2.0/33 away");
    await fill(page, "Add to networks", "192.0.2.0/24");
    await page.keyboard.press("Enter");
    await seeText(page, "You would shut yourself out");
    visitor.expect(409, "/policy");
    await press(page, "Save policies");
    await page.getByRole("alert").filter({ hasText: "You would shut yourself out" }).waitFor();
    await press(page, "Add my address");
    await page.getByText("You would shut yourself out").waitFor({ state: "detached" });
    await press(page, "Save policies");
    await seeText(page, "Policy saved");
  },
);

journey("who is not permitted a page asks why, and is told by which rule and which role would do", async ({ world, visitAs }) => {
  const tenant = await found(world, await resident(world, "Olga Petrova"), "Northwind", "why");
  const ada = await resident(world, "Ada Okafor");
  await join(world, tenant, ada, "viewer");
  const { page } = await visitAs(ada);
  await page.goto("/o/why/roles");
  await seeText(page, "Your role does not permit this");
  await page.getByRole("link", { name: "Why?" }).click();
  await seePath(page, "/o/why/access?action=roles:read");
  await seeText(page, "No, you may not do");
  await seeText(page, "The role Viewer does not include roles:read.");
  await seeText(page, "Have the role Developer given to you.");
});

journey("an operator looks into an organization with a reason, which the organization reads in its own activity", async (guide) => {
  const { world } = guide;
  const [ada, operator] = [await resident(world, "Ada Okafor"), await resident(world, "Otto Berg")];
  await found(world, ada, "Looked into", "looked-into");
  const looking = await guide.visitAs(operator);
  await promote(world, operator);
  await looking.page.goto("/instance/organizations");
  await looking.page.getByRole("link", { name: "Looked into" }).click();
  await press(looking.page, "Look into it");
  await seeText(looking.page, "Say why: the organization reads it.");
  await fill(looking.page, "Reason", "They asked who their owner is");
  await press(looking.page, "Look into it");
  await seeText(looking.page, "The organization is told of this look");
  await seeText(looking.page, ada.email);

  const { page } = await guide.visitAs(ada);
  await page.goto("/o/looked-into/activity");
  await seeText(page, "Otto Berg");
  await seeText(page, /They asked who their owner is/);
});

journey("without a network nothing is saved and nothing is lost", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  await found(world, ada, "Northwind", "offline-roles");
  const visitor = await visitAs(ada);
  const { page } = visitor;
  await page.goto("/o/offline-roles/roles/new");
  await fill(page, "Name", "Gardener");
  await box(page, /See its mail domains/).check();
  await visitor.goOffline();
  await seeText(page, "Saving needs the network");
  assert.ok(await page.getByRole("button", { name: "Make role" }).isDisabled());
  await visitor.context.setOffline(false);
  await press(page, "Make role");
  await seePage(page, "Gardener");
});
