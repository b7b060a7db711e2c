import { answer, fill, press } from "./forms.ts";
import { call, resident } from "./people.ts";
import { seePage, seeText, seeTyped } from "./see.ts";
import { fail, holdForever, refuse, type Scene, type State } from "./states.ts";
import { actIn, close, demand, found, join, openSwitcher, switchTo, type Tenant, whoIs } from "./tenants.ts";

const mine = "**/api/v1/me/organizations";
const settings = /\/api\/v1\/organizations\/[0-9a-f-]{36}$/;

/** Names that organizations have. */
const names = [
  "Northwind",
  "Contoso Research",
  "Fabrikam",
  "Häagen & Söhne",
  "Litware",
  "Tailspin Toys",
  "Wingtip",
  "Adventure Works",
  "Woodgrove",
];

/** Where people create, enter and look after an organization. */
export const organizationStates: State[] = [
  { name: "welcome", path: "/welcome", signedIn: true },
  {
    name: "welcome-address",
    path: "/welcome",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await fill(page, "Name", "Häagen & Söhne");
      await press(page, "Choose another address");
      await fill(page, "Address", "");
      await press(page, "Create organization");
      await seeText(page, "Enter an address.");
    },
  },
  { name: "organization-new", path: "/organizations/new", signedIn: true },
  {
    name: "organization-overview",
    path: "/",
    signedIn: true,
    prepare: async (scene) => inside(scene).then(() => undefined),
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await seeText(page, "Add a second factor to your account");
    },
  },
  {
    name: "organization-overview-factor",
    path: "/",
    signedIn: true,
    prepare: async (scene) => inside(scene).then(() => undefined),
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await page.getByRole("listitem").filter({ hasText: "Add a second factor" }).getByRole("button", { name: "Add", exact: true }).click();
      await page.getByRole("button", { name: "Set up the authenticator app" }).waitFor();
    },
  },
  {
    name: "organization-switcher",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      await found(scene.world, scene.person, "Contoso Research and Development of Everything There Is");
    },
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await openSwitcher(page);
      await page.getByRole("dialog").getByText("Contoso").waitFor();
    },
  },
  {
    name: "organization-switcher-many",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      for (const name of names.slice(1)) await found(scene.world, scene.person, name);
    },
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await openSwitcher(page);
      await fill(page, "Find", "wo");
      await page.getByText("2 of 9").waitFor();
    },
  },
  {
    name: "organization-switcher-failed",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      scene.visitor.expect(500, "/me/organizations");
      await scene.visitor.page.route(mine, fail);
    },
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      await openSwitcher(page);
      await seeText(page, "Your organizations could not be loaded");
    },
  },
  {
    name: "organization-settings",
    path: "/",
    signedIn: true,
    prepare: async (scene) => inside(scene).then(() => undefined),
    arrange: openSettings,
  },
  {
    name: "organization-settings-conflict",
    path: "/",
    signedIn: true,
    prepare: async (scene) => inside(scene).then(() => undefined),
    arrange: async (scene) => {
      const { world, visitor, person } = scene;
      await openSettings(scene);
      visitor.expect(412, "");
      const { accessToken, organizationId } = await actIn(world, person);
      await call(world, `PATCH /organizations/${organizationId}`, { accessToken, body: { name: "Northwind Traders" } });
      await fill(visitor.page, "Name", `Typed by ${person.name}`);
      await press(visitor.page, "Save");
      await seeText(visitor.page, "The organization was changed elsewhere");
    },
  },
  {
    name: "organization-settings-viewer",
    path: "/",
    signedIn: true,
    prepare: async (scene) => enterAs(scene, "viewer").then(() => undefined),
    arrange: async ({ visitor: { page } }) => {
      await goToSettings(page);
      await seeText(page, "organization:update");
    },
  },
  {
    name: "organization-settings-failed",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      scene.visitor.expect(500, "");
      await scene.visitor.page.route(settings, fail);
    },
    arrange: async ({ visitor: { page } }) => {
      await goToSettings(page);
      await seeText(page, "The settings could not be loaded");
    },
  },
  {
    name: "organization-settings-loading",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      await scene.visitor.page.route(settings, holdForever);
    },
    arrange: async ({ visitor: { page } }) => {
      await goToSettings(page);
      await page.getByText("Loading the settings…").waitFor({ state: "attached" });
    },
  },
  {
    name: "organization-close",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      await scene.visitor.page.route("**/blast-radius", (route) =>
        route.fulfill({ json: { members: 1204, membersWithoutOther: 87, invitations: 1, domains: 2, customRoles: 0 } }),
      );
    },
    arrange: async (scene) => {
      await openSettings(scene);
      await press(scene.visitor.page, "Close…");
      await seeText(scene.visitor.page, "of them belong to no other organization");
    },
  },
  {
    name: "organization-close-failed",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      scene.visitor.expect(500, "/blast-radius");
      await scene.visitor.page.route("**/blast-radius", fail);
    },
    arrange: async (scene) => {
      await openSettings(scene);
      await press(scene.visitor.page, "Close…");
      await seeText(scene.visitor.page, "What goes with it could not be loaded");
    },
  },
  {
    name: "organization-leave-refused",
    path: "/",
    signedIn: true,
    prepare: async (scene) => inside(scene).then(() => undefined),
    arrange: async (scene) => {
      const { page } = scene.visitor;
      await openSettings(scene);
      scene.visitor.expect(409, "/leave");
      await press(page, "Leave…");
      await answer(page, "Leave");
      await seeText(page, "You are its only owner");
    },
  },
  {
    name: "organization-hand-over",
    path: "/",
    signedIn: true,
    prepare: withMembers,
    arrange: async (scene) => {
      const { page } = scene.visitor;
      await openSettings(scene);
      await press(page, "Hand over…");
      await page.getByRole("radio", { name: /^Tom/ }).check();
    },
  },
  {
    name: "organization-handed-over",
    path: "/",
    signedIn: true,
    prepare: withMembers,
    arrange: async (scene) => {
      const { page } = scene.visitor;
      await openSettings(scene);
      await press(page, "Hand over…");
      await page.getByRole("radio", { name: /^Tom/ }).check();
      await press(page, "Offer it to Tom Ek");
      await seeText(page, "Can accept until");
    },
  },
  {
    name: "organization-taking-over",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      const { world, person } = scene;
      const tom = await resident(world, "Tom Ek");
      const tenant = await found(world, tom, "Northwind");
      await join(world, tenant, person, "admin");
      const { accessToken } = await actIn(world, tom, tenant);
      const { userId } = await whoIs(world, person);
      await call(world, `POST /organizations/${tenant.id}/ownership-transfers`, { accessToken, body: { toUserId: userId } });
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "You are asked to take over"),
  },
  {
    name: "organization-closed-owner",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      scene.visitor.expect(403, "/switch-organization");
      await close(scene.world, await inside(scene));
    },
    arrange: async ({ visitor: { page } }) => page.getByRole("button", { name: "Open it again" }).waitFor(),
  },
  {
    name: "organization-invite-first",
    path: "/",
    signedIn: true,
    prepare: async (scene) => inside(scene).then(() => undefined),
    arrange: async ({ visitor: { page } }) => {
      await seePage(page, "Northwind");
      const invite = page.getByRole("listitem").filter({ hasText: "Invite people" });
      await invite.getByRole("button", { name: "Invite", exact: true }).click();
      await fill(page, "Email", "tom@northwind.example");
      await invite.locator("form").getByRole("button", { name: "Invite" }).click();
      await page.getByText(/hand the link over yourself|A mail is on its way/).waitFor();
    },
  },
  {
    name: "organization-elsewhere",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      await found(scene.world, scene.person, "Contoso Research");
    },
    arrange: async (scene) => {
      const { visitor } = scene;
      await openSettings(scene);
      visitor.expect(404, "");
      await fill(visitor.page, "Name", "Northwind Traders");
      const other = await visitor.newTab();
      await other.goto("/");
      await switchTo(other, "Contoso Research");
      await seePage(other, "Contoso Research");
      await other.close();
      await press(visitor.page, "Keep editing");
      await seeText(visitor.page, "You act in Contoso Research now");
    },
  },
  refused("organization-refused-factor", { second_factor: "required" }, "Add a second factor"),
  refused("organization-refused-passkey", { second_factor: "passkey_only", absolute_seconds: 1 }, "Add a passkey"),
  refused("organization-refused-method", { allowed_methods: ["google"] }, "Sign in another way"),
  refused("organization-refused-domain", { allowed_domains: ["contoso.example"] }, "Another address is needed"),
  {
    name: "organization-refused-network",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      await inside(scene);
      scene.visitor.expect(403, "");
      await scene.visitor.page.route(settings, refuse(403, "ip_not_allowed", "Not from here"));
    },
    arrange: async ({ visitor: { page } }) => {
      await goToSettings(page);
      await seeText(page, "Come from another network");
    },
  },
  {
    name: "organization-closed",
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      scene.visitor.expect(403, "/switch-organization");
      await close(scene.world, await enterAs(scene, "developer"));
    },
    arrange: async ({ visitor }) => seePage(visitor.page, "Northwind is closed"),
  },
];

/** The visitor is the owner of Northwind and acts in it. */
async function inside(scene: Scene): Promise<Tenant> {
  const { world, visitor, person } = scene;
  const tenant = await found(world, person, "Northwind");
  await visitor.page.goto(`/o/${tenant.slug}`);
  await seePage(visitor.page, tenant.name);
  return tenant;
}

/** The same, and there are others. */
async function withMembers(scene: Scene): Promise<void> {
  const tenant = await inside(scene);
  const names = ["Tom Ek", "Mia Castellanos", "Bartholomew Featherstonehaugh-Cholmondeley"];
  for (const name of names) await join(scene.world, tenant, await resident(scene.world, name), "developer");
}

/** The visitor is a member of somebody's Northwind and acts in it. */
async function enterAs({ world, visitor, person }: Scene, role: string): Promise<Tenant> {
  const tenant = await found(world, await resident(world, "Tom Ek"), "Northwind");
  await join(world, tenant, person, role);
  await visitor.page.goto(`/o/${tenant.slug}`);
  await seePage(visitor.page, tenant.name);
  return tenant;
}

/** A state in which Northwind asks for something. */
function refused(name: string, policy: Record<string, unknown>, title: string): State {
  return {
    name,
    path: "/",
    signedIn: true,
    prepare: async (scene) => {
      scene.visitor.expect(403, "/switch-organization");
      await demand(scene.world, await enterAs(scene, "developer"), policy);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, title),
  };
}

async function goToSettings(page: Scene["visitor"]["page"]): Promise<void> {
  await page.waitForURL("**/o/*");
  await page.goto(`${page.url()}/settings`);
}

async function openSettings({ visitor: { page } }: Scene): Promise<void> {
  await goToSettings(page);
  await seeTyped(page, "Name", "Northwind");
}
