import { addApp } from "./factors.ts";
import { fill, press } from "./forms.ts";
import { call, type Person, promote, resident } from "./people.ts";
import { seePage, seeText, seeTyped } from "./see.ts";
import { empty, fail, holdForever, type Scene, type State } from "./states.ts";
import { actIn, found, giveRole, join, makeRole, type Tenant } from "./tenants.ts";

const roles = /\/api\/v1\/organizations\/[0-9a-f-]{36}\/roles$/;
const policy = /\/api\/v1\/organizations\/[0-9a-f-]{36}\/policy$/;
const activity = /\/api\/v1\/organizations\/[0-9a-f-]{36}\/activity\?/;
const explain = "**/api/v1/authz/explain";
const tenants = /\/api\/v1\/instance\/organizations\?/;

/** What each scene of these has made, so that what is arranged knows it. */
const made = new WeakMap<Scene, { tenant: Tenant; owner: Person; roleId: string; member: Person }>();

/** The visitor acts in Northwind with this role; it has roles of its own, one of them held by Tom Ek. */
async function inNorthwind(scene: Scene, role = "owner"): Promise<void> {
  const { world, person } = scene;
  const owner = role === "owner" ? person : await resident(world, "Olga Petrova");
  const tenant = await found(world, owner, "Northwind");
  if (role !== "owner") await join(world, tenant, person, role);
  const roleId = await makeRole(world, tenant, owner, "Gardener", ["organization:read", "members:read", "domains:read", "domains:update"]);
  await makeRole(world, tenant, owner, "Release manager", ["organization:read", "members:read", "roles:read", "audit_events:read"]);
  const member = await resident(world, "Tom Ek");
  await join(world, tenant, member, "viewer");
  await giveRole(world, tenant, member, roleId);
  made.set(scene, { tenant, owner, roleId, member });
}

function stage(scene: Scene) {
  const known = made.get(scene);
  if (!known) throw new Error("Nothing was prepared.");
  return known;
}

async function visit(scene: Scene, path: string): Promise<void> {
  await scene.visitor.page.goto(`/o/${stage(scene).tenant.slug}/${path}`);
}

/** A state of a page of Northwind. */
function within(name: string, path: string, arrange: (scene: Scene) => Promise<unknown>, role?: string): State {
  return {
    name,
    path: "/",
    signedIn: true,
    prepare: (scene) => inNorthwind(scene, role),
    arrange: async (scene) => {
      await visit(scene, path);
      await arrange(scene);
    },
  };
}

const sees =
  (text: string) =>
  ({ visitor }: Scene): Promise<void> =>
    seeText(visitor.page, text);

/** The same while a part of it does not come, is empty or fails. */
function troubled(name: string, path: string, url: RegExp | string, answer: typeof fail, says: string): State {
  const state = within(name, path, async ({ visitor: { page } }) => page.getByText(says).first().waitFor({ state: "attached" }));
  return {
    ...state,
    prepare: async (scene) => {
      await inNorthwind(scene);
      scene.visitor.expect(500, "");
      await scene.visitor.page.route(url, answer);
    },
  };
}

async function editGardener(scene: Scene): Promise<void> {
  await visit(scene, `roles/${stage(scene).roleId}`);
  await seeTyped(scene.visitor.page, "Name", "Gardener");
}

const box = ({ visitor: { page } }: Scene, permission: RegExp) => page.getByRole("checkbox", { name: permission });

const roleStates: State[] = [
  within("roles", "roles", sees("Hand its ownership over.")),
  within("roles-compared", "roles?role=developer&beside=viewer", sees("Developer permits all that Viewer does, and 3 more.")),
  within("roles-differences", "roles?role=admin&beside=developer&differences", sees("Admin permits all that Developer does, and 11 more.")),
  within("roles-forbidden", "roles", sees("Your role does not permit this"), "viewer"),
  within("roles-new", "roles/new?from=developer", async (scene) => {
    await fill(scene.visitor.page, "Name", "Release helper");
    await box(scene, /Read the record/).check();
    await box(scene, /mail domains/i)
      .first()
      .uncheck();
  }),
  within("roles-new-exceeds", "roles/new?from=owner", sees("You do not hold this yourself, so you cannot give it."), "admin"),
  within("roles-edit", "roles", async (scene) => {
    await editGardener(scene);
    await box(scene, /Read the record/).check();
    await box(scene, /Add, prove, change/).uncheck();
  }),
  within("roles-edit-conflict", "roles", async (scene) => {
    const { world, visitor } = scene;
    const { tenant, owner, roleId } = stage(scene);
    await editGardener(scene);
    await box(scene, /Read the record/).check();
    visitor.expect(412, "");
    const body = { permissions: ["organization:read", "members:read", "domains:read", "policies:read"] };
    await call(world, `PATCH /organizations/${tenant.id}/roles/${roleId}`, { ...(await actIn(world, owner, tenant)), body });
    await press(visitor.page, "Save role");
    await seeText(visitor.page, "The role was changed elsewhere");
  }),
  within("roles-delete", "roles", async (scene) => {
    await editGardener(scene);
    await press(scene.visitor.page, "Delete role…");
    await seeText(scene.visitor.page, "It is held by 1 member.");
  }),
  within("roles-built-in", "roles/viewer", sees("This role stays as it is")),
  troubled("roles-loading", "roles", roles, holdForever, "Loading the roles…"),
  troubled("roles-failed", "roles", roles, fail, "The roles could not be loaded"),
];

const factor = (scene: Scene, name: string) => scene.visitor.page.getByRole("radio", { name, exact: true }).check();

const policyStates: State[] = [
  within("policies", "policies", sees("Every member’s account meets it.")),
  within("policies-stricter", "policies", async (scene) => {
    await factor(scene, "Required");
    await scene.visitor.page.getByRole("radio", { name: "Only these" }).check();
    await fill(scene.visitor.page, "Add to networks", "192.0.2.0/24");
    await scene.visitor.page.getByLabel("Add to networks").press("Enter");
    await seeText(scene.visitor.page, "You would shut yourself out");
    await seeText(scene.visitor.page, "2 members have no second factor");
    // Nothing is half under the top bar then, whatever the width.
    await scene.visitor.page.evaluate(() => scrollTo(0, 0));
  }),
  {
    ...within("policies-proof", "policies", async (scene) => {
      await factor(scene, "Required");
      await seeText(scene.visitor.page, "Confirm with it now");
    }),
    prepare: async (scene) => {
      await inNorthwind(scene);
      await addApp(scene.world, scene.person);
    },
  },
  within("policies-invalid", "policies", async (scene) => {
    scene.visitor.expect(422, "/preview");
    await fill(scene.visitor.page, "Add to networks", "not a network");
    await scene.visitor.page.getByLabel("Add to networks").press("Enter");
    await seeText(scene.visitor.page, "Mend what the form says first.");
  }),
  within("policies-read-only", "policies", sees("policies:update"), "developer"),
  troubled("policies-loading", "policies", policy, holdForever, "Loading the policies…"),
  troubled("policies-failed", "policies", policy, fail, "The policies could not be loaded"),
];

const accessStates: State[] = [
  within("access", "access", sees("Nothing is asked yet")),
  within("access-yes", "access?action=updateOrganization", sees("Yes, you may")),
  within("access-no", "access?action=roles:create", sees("No, you may not"), "viewer"),
  within("access-member", "access", async (scene) => {
    const { page } = scene.visitor;
    await page.getByRole("radio", { name: "A member" }).check();
    await page.getByLabel("Find the member").pressSequentially("Tom");
    await page.getByRole("option", { name: /Tom Ek/ }).click();
    await page.getByLabel("What", { exact: true }).fill("invite");
    await page.getByRole("option", { name: /^members:invite/ }).click();
    await seeText(page, "Give Tom Ek this role");
  }),
  within("access-choosing", "access", async (scene) => {
    const { page } = scene.visitor;
    await page.getByLabel("What", { exact: true }).fill("role");
    await page
      .getByRole("option", { name: /operation/ })
      .first()
      .waitFor();
  }),
  troubled("access-loading", "access?action=roles:read", explain, holdForever, "Loading the answer…"),
  troubled("access-failed", "access?action=roles:read", explain, fail, "That could not be told"),
];

const activityStates: State[] = [
  within("organization-activity", "activity", sees("Made the role")),
  troubled("organization-activity-loading", "activity", activity, holdForever, "Loading the activity…"),
  troubled("organization-activity-failed", "activity", activity, fail, "The activity could not be loaded"),
  troubled("organization-activity-empty", "activity", activity, empty, "Nothing is recorded yet"),
];

/** A state of the instance's pages, for an administrator. */
function instance(name: string, arrange: (scene: Scene) => Promise<unknown>, answer?: typeof fail): State {
  return {
    name,
    path: "/instance/organizations",
    signedIn: true,
    prepare: async (scene) => {
      await inNorthwind(scene, "developer");
      await promote(scene.world, scene.person);
      scene.visitor.expect(500, "");
      if (answer) await scene.visitor.page.route(tenants, answer);
    },
    arrange: async (scene) => {
      await arrange(scene);
    },
  };
}

async function lookAt(scene: Scene): Promise<void> {
  const { page } = scene.visitor;
  await page.getByRole("link", { name: "Northwind", exact: true }).first().click();
  await seePage(page, "Northwind");
}

const tenantStates: State[] = [
  instance("tenants", sees("Northwind")),
  instance("tenants-empty", sees("There are no organizations yet"), empty),
  instance("tenants-failed", sees("The organizations could not be loaded"), fail),
  {
    name: "tenants-forbidden",
    path: "/instance/organizations",
    signedIn: true,
    arrange: sees("Only administrators see all organizations"),
  },
  instance("tenants-reason", async (scene) => {
    await lookAt(scene);
    await press(scene.visitor.page, "Look into it");
    await seeText(scene.visitor.page, "Say why: the organization reads it.");
  }),
  instance("tenants-look", async (scene) => {
    await lookAt(scene);
    await fill(scene.visitor.page, "Reason", "They ask why Tom cannot sign in");
    await press(scene.visitor.page, "Look into it");
    await seeText(scene.visitor.page, "The organization is told of this look");
  }),
];

/** Who may do what in an organization, what it demands, what was done in it, and who looks into it. */
export const accessControlStates: State[] = [...roleStates, ...policyStates, ...accessStates, ...activityStates, ...tenantStates];
