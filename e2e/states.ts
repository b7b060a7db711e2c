import type { Route } from "playwright-core";
import type { Visitor } from "./browser.ts";
import { fill, press, signIn } from "./forms.ts";
import { call, signInByApi, type Person } from "./people.ts";
import { seePage, seeText } from "./see.ts";
import type { World } from "./world.ts";

/** A page as it can be found, and how it gets there. */
export type State = {
  name: string;
  path: string;
  /** Whether somebody is signed in. */
  signedIn: boolean;
  /** Brings the page, just opened, into the state and waits until it is seen. Without it the page's heading is enough. */
  arrange?: (scene: Scene) => Promise<void>;
  /** Done before the page is opened. */
  prepare?: (scene: Scene) => Promise<void>;
};

export type Scene = { world: World; visitor: Visitor; person: Person };

const activity = "**/api/v1/me/activity?*";
const devices = "**/api/v1/me/sessions?*";
const problem = {
  type: "about:blank",
  title: "Internal error",
  status: 500,
  code: "internal_error",
  detail: "The server failed.",
  requestId: "01a1fbef-5744-7336-92d6-36fb8216134a",
};

const holdForever = (): Promise<void> => Promise.resolve();
const fail = (route: Route): Promise<void> =>
  route.fulfill({ status: 500, contentType: "application/problem+json", body: JSON.stringify(problem) });
const empty = (route: Route): Promise<void> => route.fulfill({ json: { items: [], nextCursor: null } });

/** The pages before being signed in. */
export const doorStates: State[] = [
  { name: "sign-in", path: "/sign-in", signedIn: false },
  {
    name: "sign-in-unfilled",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Sign in");
      await seeText(page, "Enter your password.");
    },
  },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ visitor, person }) => {
      visitor.expect(401, "/auth/login");
      await signIn(visitor.page, { ...person, password: "not what it is" });
      await seeText(visitor.page, "do not match an account");
    },
  },
  {
    name: "sign-in-offline",
    path: "/sign-in",
    signedIn: false,
    arrange: async ({ visitor }) => {
      await visitor.context.setOffline(true);
      await seeText(visitor.page, "Signing in needs the network");
    },
  },
  { name: "sign-up", path: "/sign-up", signedIn: false },
  {
    name: "sign-up-refused",
    path: "/sign-up",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(422, "/auth/register");
      await fill(visitor.page, "Name", "Ada Okafor");
      await fill(visitor.page, "Email", "ada@northwind.example");
      await fill(visitor.page, "Password", "passwordpassword1234");
      await press(visitor.page, "Create account");
      await seeText(visitor.page, "This one is on the lists of known passwords");
    },
  },
  { name: "setup", path: "/setup#token=a-token-that-opens-the-form", signedIn: false },
  { name: "setup-without-link", path: "/setup", signedIn: false },
  { name: "docs", path: "/docs", signedIn: false },
];

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
      await visitor.context.setOffline(true);
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

async function askToSignOut({ visitor: { page } }: Scene): Promise<void> {
  await page
    .getByRole("button", { name: /account$/i })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitem", { name: "Everywhere…" }).click();
  await page.getByRole("alertdialog").waitFor();
}

/** Opens a page in a state. The visitor must be signed in where the state says so. */
export async function enter(state: State, scene: Scene): Promise<void> {
  await state.prepare?.(scene);
  await scene.visitor.page.goto(state.path);
  await scene.visitor.page.getByRole("heading", { level: 1 }).or(scene.visitor.page.getByText("Reconnecting…")).first().waitFor();
  await state.arrange?.(scene);
}
