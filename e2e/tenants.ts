import type { Page } from "playwright-core";
import { call, type Person, resident, signInByApi } from "./people.ts";
import { seePage } from "./see.ts";
import type { Scene } from "./states.ts";
import type { World } from "./world.ts";

/** An organization of a test. */
export type Tenant = { id: string; slug: string; name: string };

/** Founds an organization, as a program does; its founder acts in it nowhere yet. */
export async function found(world: World, owner: Person, name: string, slug?: string): Promise<Tenant> {
  const { accessToken } = await signInByApi(world, owner);
  const answer = await call(world, "POST /organizations", { accessToken, body: { name, ...(slug !== undefined && { slug }) } });
  return (await answer.json()) as Tenant;
}

/** A token of a person that names the organization; without one, the only one that they belong to. */
export async function actIn(world: World, person: Person, tenant?: Tenant): Promise<{ accessToken: string; organizationId: string }> {
  const { accessToken } = await signInByApi(world, person);
  const mine = await call(world, "GET /me/organizations", { accessToken });
  const { items } = (await mine.json()) as { items: { id: string }[] };
  const organizationId = tenant?.id ?? items[0]?.id ?? "";
  const answer = await call(world, "POST /auth/switch-organization", { accessToken, body: { organizationId } });
  return { accessToken: ((await answer.json()) as { accessToken: string }).accessToken, organizationId };
}

/** By which id somebody is known. */
export async function whoIs(world: World, { email }: Person): Promise<{ userId: string }> {
  const [row] = await world.database.query<{ id: string }>("select id from users where email = $1", [email]);
  return { userId: row?.id ?? "" };
}

/** Lets a person be a member, past all invitations. */
export async function join(world: World, tenant: Tenant, { email }: Person, role: string): Promise<void> {
  const insert = `insert into memberships (organization_id, user_id, built_in_role, version, created_at)
    select $1, id, $3, 1, now() from users where email = $2`;
  await world.database.query(insert, [tenant.id, email, role]);
}

/** Invites an address, as its owner's program does. */
export async function invite(world: World, tenant: Tenant, owner: Person, email: string, roleId: string): Promise<void> {
  const { accessToken } = await actIn(world, owner, tenant);
  await call(world, `POST /organizations/${tenant.id}/invitations`, { accessToken, body: { emails: [email], roleId } });
}

/** Lets an organization demand this from now on, as a change of its policy would. */
export async function demand(world: World, { id }: Tenant, policy: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(policy);
  const sets = columns.map((column, index) => `${column} = $${index + 2}`).join(", ");
  await world.database.query(`update organization_policies set ${sets} where organization_id = $1`, [id, ...Object.values(policy)]);
  await tellOfEpoch(world, id);
}

/** Closes it, past the API. */
export async function close(world: World, { id }: Tenant): Promise<void> {
  await world.database.query("update organizations set closed_at = now(), erases_at = now() + interval '14 days' where id = $1", [id]);
  await tellOfEpoch(world, id);
}

async function tellOfEpoch(world: World, id: string): Promise<void> {
  await world.database.query("update organizations set epoch = epoch + 1, epoch_changed_at = now() where id = $1", [id]);
  await world.database.query("select pg_notify('organization_epoch', id || ' ' || epoch) from organizations where id = $1", [id]);
}

/** Opens the list of organizations at the top. */
export async function openSwitcher(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /switch organization$/ })
    .filter({ visible: true })
    .click();
}

/** Chooses where to act in that list. */
export async function switchTo(page: Page, name: string): Promise<void> {
  await openSwitcher(page);
  const list = page.getByRole("dialog", { name: "Switch organization" });
  await list
    .getByRole("link", { name: new RegExp(`^${name}`) })
    .or(list.getByRole("button", { name: new RegExp(`^${name}`) }))
    .click();
}

/** Makes a role of the organization's own, as its owner; answers with its id. */
export async function makeRole(world: World, tenant: Tenant, owner: Person, name: string, permissions: string[]): Promise<string> {
  const body = { name, description: `${name}s of everything.`, permissions };
  const { accessToken } = await actIn(world, owner, tenant);
  const answer = await call(world, `POST /organizations/${tenant.id}/roles`, { accessToken, body });
  return ((await answer.json()) as { id: string }).id;
}

/** Gives a member a role that the organization made, past the API. */
export async function giveRole(world: World, { id }: Tenant, { email }: Person, roleId: string): Promise<void> {
  const update = `update memberships set built_in_role = null, role_id = $3
    where organization_id = $1 and user_id = (select id from users where email = $2)`;
  await world.database.query(update, [id, email, roleId]);
  await tellOfEpoch(world, id);
}

/** Opens an organization of the visitor's, who acts in it from then on. */
export async function enterOf(page: Page, { slug, name }: Tenant): Promise<void> {
  await page.goto(`/o/${slug}`);
  await seePage(page, name);
}

/** The visitor is a viewer in somebody's Northwind and acts in it. */
export async function enterAsViewer({ world, visitor, person }: Scene): Promise<void> {
  const tenant = await found(world, await resident(world, "Tom Ek"), "Northwind");
  await join(world, tenant, person, "viewer");
  await enterOf(visitor.page, tenant);
}
