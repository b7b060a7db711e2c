import type { Security } from "../client/src/api/types.ts";
import { fill, press } from "./forms.ts";
import { call, signInByApi } from "./people.ts";
import { seePage, seeText } from "./see.ts";
import { empty, fail, holdForever, type Scene, type State } from "./states.ts";

const activity = "**/api/v1/me/activity?*";
const devices = "**/api/v1/me/sessions?*";

/** The pages of the console. */
export const consoleStates: State[] = [
  { name: "overview", path: "/", signedIn: true, arrange: async ({ visitor }) => seeText(visitor.page, "Created this account") },
  {
    name: "account-menu",
    path: "/",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await seeText(page, "Created this account");
      await page
        .getByRole("button", { name: /account$/i })
        .filter({ visible: true })
        .click();
      await page.getByRole("menuitem", { name: "This device" }).waitFor();
    },
  },
  {
    name: "profile",
    path: "/me/profile",
    signedIn: true,
    arrange: async ({ visitor }) => visitor.page.getByRole("button", { name: "Save name" }).waitFor(),
  },
  {
    name: "profile-leaving",
    path: "/me/profile",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await fill(page, "Name", "Half a name");
      await page.getByRole("link", { name: "Overview", exact: true }).filter({ visible: true }).click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "profile-conflict",
    path: "/me/profile",
    signedIn: true,
    arrange: async ({ world, visitor, person }) => {
      visitor.expect(412, "/api/v1/me");
      await fill(visitor.page, "Name", "Ada Typed Here");
      const { accessToken } = await signInByApi(world, person);
      await call(world, "PATCH /me", { accessToken, body: { name: `${person.name} Elsewhere` } });
      await press(visitor.page, "Save name");
      await seeText(visitor.page, "The name was changed elsewhere");
    },
  },
  { name: "password", path: "/me/password", signedIn: true },
  {
    name: "password-unfilled",
    path: "/me/password",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Change password");
      await seeText(page, "Choose a password.");
    },
  },
  {
    name: "password-none",
    path: "/me/password",
    signedIn: true,
    prepare: withoutPassword,
    arrange: async ({ visitor: { page } }) => seeText(page, "You have no password"),
  },
  { name: "devices", path: "/me/sessions", signedIn: true, arrange: async ({ visitor }) => seeText(visitor.page, "In use now") },
  {
    name: "devices-rename",
    path: "/me/sessions",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await page
        .getByRole("button", { name: /^Rename/ })
        .first()
        .click();
      await page.getByLabel("Name of this device").waitFor();
    },
  },
  {
    name: "devices-failed",
    path: "/me/sessions",
    signedIn: true,
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/me/sessions");
      await visitor.page.route(devices, fail);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Your devices could not be loaded"),
  },
  {
    name: "devices-several",
    path: "/me/sessions",
    signedIn: true,
    prepare: async ({ world, visitor, person }) => {
      for (let count = 1; count <= 3; count += 1) await signInByApi(world, person);
      await visitor.page.route(devices, async (route) => {
        const answer = await route.fetch();
        const body = (await answer.json()) as { items: object[] };
        const places = [null, "Utrecht, Netherlands", "Berlin, Germany", null];
        await route.fulfill({ response: answer, json: { ...body, items: body.items.map((item, at) => ({ ...item, place: places[at] })) } });
      });
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Utrecht, Netherlands"),
  },
  {
    name: "devices-sign-out",
    path: "/me/sessions",
    signedIn: true,
    prepare: async ({ world, person }) => signInByApi(world, person).then(() => undefined),
    arrange: async ({ visitor: { page } }) => {
      await page
        .getByRole("button", { name: /^Sign out (?!the other|all)/ })
        .last()
        .click();
      await page.getByRole("alertdialog").waitFor();
    },
  },
  { name: "activity", path: "/me/activity", signedIn: true, arrange: async ({ visitor }) => seeText(visitor.page, "Created this account") },
  {
    name: "activity-details",
    path: "/me/activity",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await seeText(page, "Created this account");
      await page
        .getByRole("button", { name: /^Details of/ })
        .nth(1)
        .click();
      await seeText(page, "Request id");
    },
  },
  {
    name: "activity-loading",
    path: "/me/activity",
    signedIn: true,
    prepare: async ({ visitor: { page } }) => page.route(activity, holdForever).then(() => undefined),
    arrange: async ({ visitor: { page } }) => page.getByText("Loading your activity…").waitFor({ state: "attached" }),
  },
  {
    name: "activity-failed",
    path: "/me/activity",
    signedIn: true,
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/me/activity");
      await visitor.page.route(activity, fail);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Your activity could not be loaded"),
  },
  {
    name: "activity-empty",
    path: "/me/activity",
    signedIn: true,
    prepare: async ({ visitor }) => visitor.page.route(activity, empty).then(() => undefined),
    arrange: async ({ visitor }) => seeText(visitor.page, "Nothing is recorded yet"),
  },
  {
    name: "activity-offline",
    path: "/me/activity",
    signedIn: true,
    arrange: async ({ visitor }) => {
      await seeText(visitor.page, "Created this account");
      await visitor.goOffline();
      await seeText(visitor.page, "You are offline");
    },
  },
  {
    name: "api-away",
    path: "/me/activity",
    signedIn: true,
    prepare: async ({ visitor }) => {
      visitor.expectNoAnswers();
      await visitor.page.route("**/api/v1/auth/refresh", (route) => route.abort());
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Reconnecting…"),
  },
  { name: "sign-out-everywhere", path: "/me/password", signedIn: true, arrange: askToSignOut },
  { name: "not-found", path: "/no/such/page", signedIn: true, arrange: async ({ visitor }) => seePage(visitor.page, "Not found") },
];

/** As for who signs in by a provider only. */
export async function withoutPassword({ visitor: { page } }: Scene): Promise<void> {
  await page.route("**/api/v1/me/security", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as Security), hasPassword: false } });
  });
}

async function askToSignOut({ visitor: { page } }: Scene): Promise<void> {
  await page
    .getByRole("button", { name: /account$/i })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitem", { name: "Everywhere…" }).click();
  await page.getByRole("alertdialog").waitFor();
}
