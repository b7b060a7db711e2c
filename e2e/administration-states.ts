import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { choose, fill, press } from "./forms.ts";
import { call, type Person, promote, resident, signInByApi } from "./people.ts";
import { seePage, seeText } from "./see.ts";
import { empty, fail, holdForever, type Scene, type State } from "./states.ts";
import type { World } from "./world.ts";

/** As long as a name may be, and nowhere to break it. */
const longName = "W".repeat(100);
const nobody = randomUUID();
const users = "**/api/v1/users?*";
const oneUser = /\/api\/v1\/users\/[0-9a-f-]{36}$/;

/** The pages on which administrators look after people. */
export const administrationStates: State[] = [
  {
    name: "users",
    path: "/instance/users",
    signedIn: true,
    prepare: withPeople,
    arrange: async ({ visitor }) => seeText(visitor.page, "Tom Ek"),
  },
  {
    name: "users-found",
    path: "/instance/users?q=ek&status=disabled",
    signedIn: true,
    prepare: withPeople,
    arrange: async ({ visitor }) => seeText(visitor.page, "Tom Ek"),
  },
  {
    name: "users-nobody",
    path: "/instance/users?q=zzz",
    signedIn: true,
    prepare: administrator,
    arrange: async ({ visitor }) => seeText(visitor.page, "Nobody fits"),
  },
  {
    name: "users-empty",
    path: "/instance/users?status=disabled",
    signedIn: true,
    prepare: async (scene) => {
      await administrator(scene);
      await scene.visitor.page.route(users, empty);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "There is nobody of this kind."),
  },
  {
    name: "users-loading",
    path: "/instance/users",
    signedIn: true,
    prepare: async (scene) => {
      await administrator(scene);
      await scene.visitor.page.route(users, holdForever);
    },
    arrange: async ({ visitor: { page } }) => page.getByText("Loading the people…").waitFor({ state: "attached" }),
  },
  {
    name: "users-failed",
    path: "/instance/users",
    signedIn: true,
    prepare: async (scene) => {
      await administrator(scene);
      scene.visitor.expect(500, "/users");
      await scene.visitor.page.route(users, fail);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "The people could not be loaded"),
  },
  {
    name: "users-second-factor",
    path: "/instance/users",
    signedIn: true,
    prepare: async ({ world, visitor, person }) => {
      visitor.expect(403, "/users");
      await world.database.query("update users set instance_role = 'administrator' where email = $1", [person.email]);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Administrators need a second factor here"),
  },
  {
    name: "users-offline",
    path: "/instance/users",
    signedIn: true,
    prepare: withPeople,
    arrange: async ({ visitor }) => {
      await seeText(visitor.page, "Tom Ek");
      await visitor.goOffline();
      await seeText(visitor.page, "You are offline");
    },
  },
  {
    name: "users-not-yours",
    path: "/instance/users",
    signedIn: true,
    arrange: async ({ visitor }) => seeText(visitor.page, "Only administrators look after people"),
  },
  { name: "user", path: "/instance/users?q=jon", signedIn: true, prepare: withPeople, arrange: openJonas },
  {
    name: "user-disabled",
    path: "/instance/users?q=ek",
    signedIn: true,
    prepare: withPeople,
    arrange: async ({ visitor: { page } }) => {
      await page.getByRole("link", { name: "Tom Ek" }).click();
      await page.getByRole("button", { name: "Enable…" }).waitFor();
    },
  },
  {
    name: "user-asked",
    path: "/instance/users?q=jon",
    signedIn: true,
    prepare: withPeople,
    arrange: async (scene) => {
      await openJonas(scene);
      await press(scene.visitor.page, "Require a new password…");
      await scene.visitor.page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "user-reason",
    path: "/instance/users?q=jon",
    signedIn: true,
    prepare: withPeople,
    arrange: async (scene) => {
      await openJonas(scene);
      await press(scene.visitor.page, "See what they see…");
      await press(scene.visitor.page, "See what they see");
      await seeText(scene.visitor.page, "Write at least ten characters");
    },
  },
  {
    name: "user-last-administrator",
    path: "/instance/users?status=administrator",
    signedIn: true,
    prepare: async (scene) => {
      await scene.world.database.query("update users set instance_role = null");
      await administrator(scene);
      scene.visitor.expect(409, "/disable");
    },
    arrange: async ({ visitor: { page }, person }) => {
      await page
        .getByRole("link", { name: new RegExp(person.name.split(" ")[0] ?? "") })
        .first()
        .click();
      await press(page, "Disable…");
      await page.getByRole("alertdialog").getByRole("button", { name: "Disable", exact: true }).click();
      await seeText(page, "Make another person an administrator first.");
    },
  },
  {
    name: "user-failed",
    path: `/instance/users/${nobody}`,
    signedIn: true,
    prepare: async (scene) => {
      await administrator(scene);
      scene.visitor.expect(500, `/users/${nobody}`);
      await scene.visitor.page.route(oneUser, fail);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "The person could not be loaded"),
  },
  {
    name: "user-gone",
    path: `/instance/users/${nobody}`,
    signedIn: true,
    prepare: async (scene) => {
      await administrator(scene);
      scene.visitor.expect(404, `/users/${nobody}`);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "There is nobody here"),
  },
  { name: "acting", path: "/instance/users?q=jon", signedIn: true, prepare: withPeople, arrange: actForJonas },
  {
    name: "acting-form",
    path: "/instance/users?q=jon",
    signedIn: true,
    prepare: withPeople,
    arrange: async (scene) => {
      const { page } = scene.visitor;
      await actForJonas(scene);
      await choose(page, "Profile");
      await seePage(page, "Profile");
      await seeText(page, "Only Jonas Weber can do this.");
    },
  },
  {
    name: "acting-over",
    path: "/instance/users?q=jon",
    signedIn: true,
    prepare: withPeople,
    arrange: async (scene) => {
      await actForJonas(scene);
      scene.visitor.expect(401, "");
      await endActing(scene.world);
      await choose(scene.visitor.page, "Activity");
      await seeText(scene.visitor.page, "it has ended");
      await seeText(scene.visitor.page, "Created this account");
    },
  },
  {
    name: "acting-reloaded",
    path: "/instance/users?q=jon",
    signedIn: true,
    prepare: withPeople,
    arrange: async (scene) => {
      const { page } = scene.visitor;
      await actForJonas(scene);
      await page.reload();
      await seeText(page, "You do not see what Jonas Weber sees any more");
      await seeText(page, "Created this account");
      const [left] = await scene.world.database.query("select id from sessions where impersonator_id is not null and ended_at is null");
      assert.equal(left, undefined, "The server was told that it is over.");
    },
  },
  {
    name: "overview-long-name",
    path: "/",
    signedIn: true,
    prepare: async ({ world, person }) => giveLongName(world, person),
    arrange: async ({ visitor }) => seeText(visitor.page, "Created this account"),
  },
  {
    name: "users-long-name",
    path: "/instance/users?q=long",
    signedIn: true,
    prepare: withLongNamed,
    arrange: async ({ visitor }) => seeText(visitor.page, longName),
  },
  {
    name: "user-long-name",
    path: "/instance/users?q=long",
    signedIn: true,
    prepare: withLongNamed,
    arrange: async ({ visitor: { page } }) => {
      await page.getByRole("link", { name: longName }).click();
      await press(page, "Disable…");
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "acting-long-name",
    path: "/instance/users?q=long",
    signedIn: true,
    prepare: withLongNamed,
    arrange: async ({ visitor: { page } }) => {
      await page.getByRole("link", { name: longName }).click();
      await press(page, "See what they see…");
      await fill(page, "Reason", "He asked why no invitation arrives, ".repeat(8).trim());
      await press(page, "See what they see");
      await seePage(page, "Overview");
      await seeText(page, "Looked at the account");
    },
  },
  {
    name: "devices-acted-for",
    path: "/me/sessions",
    signedIn: true,
    prepare: async ({ world, person }) => {
      const grace = await resident(world, "Grace Hopper");
      const { accessToken } = await signInByApi(world, grace);
      await promote(world, grace);
      await actFor(world, accessToken, person);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Grace Hopper, an administrator"),
  },
];

/** Makes the person of the scene an administrator. */
async function administrator({ world, person }: Scene): Promise<void> {
  await promote(world, person);
}

/** And a few people to look after. */
async function withPeople(scene: Scene): Promise<void> {
  const { world } = scene;
  await world.database.query("delete from users where email like '%@northwind.example' and email <> $1", [scene.person.email]);
  const jonas = await resident(world, "Jonas Weber");
  await resident(world, "Wang Xiaoming with a name that does not end soon");
  const tom = await resident(world, "Tom Ek");
  await signInByApi(world, jonas);
  await signInByApi(world, { ...jonas, password: "not what it is" }).catch(() => undefined);
  const { accessToken } = await signInByApi(world, scene.person);
  await administrator(scene);
  await call(world, `POST /users/${await idOf(world, tom)}/disable`, { accessToken });
}

async function giveLongName(world: World, { email }: Person): Promise<void> {
  await world.database.query("update users set name = $1 where email = $2", [longName, email]);
}

async function withLongNamed(scene: Scene): Promise<void> {
  await scene.world.database.query("delete from users where name = $1", [longName]);
  await giveLongName(scene.world, await resident(scene.world, "Long Name"));
  await administrator(scene);
}

async function openJonas({ visitor: { page } }: Scene): Promise<void> {
  await page.getByRole("link", { name: "Jonas Weber" }).click();
  await page.getByRole("button", { name: "Disable…" }).waitFor();
  await seeText(page, "Created this account");
}

async function actForJonas(scene: Scene): Promise<void> {
  const { page } = scene.visitor;
  await openJonas(scene);
  await press(page, "See what they see…");
  await fill(page, "Reason", "He asked why no invitation arrives");
  await press(page, "See what they see");
  await seeText(page, "You see what Jonas Weber sees.");
  await seePage(page, "Overview");
  await seeText(page, "Looked at the account");
}

async function endActing(world: World): Promise<void> {
  await world.database.query("update sessions set ended_at = now(), end_reason = 'impersonator_left' where impersonator_id is not null");
  await world.database.query("select pg_notify('session_ended', id::text) from sessions where impersonator_id is not null");
}

async function actFor(world: World, accessToken: string, person: Person): Promise<void> {
  await call(world, `POST /users/${await idOf(world, person)}/impersonate`, {
    accessToken,
    body: { reason: "She asked why no invitation arrives" },
  });
}

async function idOf(world: World, { email }: Person): Promise<string> {
  const [row] = await world.database.query<{ id: string }>("select id from users where email = $1", [email]);
  return String(row?.id);
}
