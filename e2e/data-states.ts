import { answer, press, signIn } from "./forms.ts";
import { seePage, seeText } from "./see.ts";
import { fail, refuse, type State } from "./states.ts";

const data = "**/api/v1/me/export";
const deletion = "**/api/v1/me/deletion";

/** What a person can do with what is kept about them, and a closed account. */
export const dataStates: State[] = [
  { name: "data", path: "/me/data", signedIn: true },
  {
    name: "data-downloaded",
    path: "/me/data",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Download my data");
      await seeText(page, "Your data is downloaded");
    },
  },
  {
    name: "data-failed",
    path: "/me/data",
    signedIn: true,
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/me/export");
      await visitor.page.route(data, fail);
    },
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Download my data");
      await seeText(page, "Downloading your data did not work");
    },
  },
  {
    name: "data-offline",
    path: "/me/data",
    signedIn: true,
    arrange: async ({ visitor }) => {
      await visitor.goOffline();
      await seeText(visitor.page, "Downloading your data needs the network");
    },
  },
  {
    name: "data-deleting",
    path: "/me/data",
    signedIn: true,
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Delete my account…");
      await page.getByRole("alertdialog").waitFor();
    },
  },
  {
    name: "data-last-administrator",
    path: "/me/data",
    signedIn: true,
    prepare: async ({ visitor }) => {
      visitor.expect(409, "/me/deletion");
      await visitor.page.route(deletion, refuse(409, "last_administrator", "The last one."));
    },
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Delete my account…");
      await answer(page, "Delete my account");
      await seeText(page, "Make another person one first");
    },
  },
  {
    name: "sign-in-closed",
    path: "/sign-in",
    signedIn: false,
    prepare: async ({ visitor }) => {
      visitor.expect(403, "/auth/login");
      const closed = { code: "account_closed", status: 403, title: "Closed", detail: "Closed.", deletesAt: "2026-12-12T10:00:00.000Z" };
      await visitor.page.route("**/auth/login", (route) =>
        route.fulfill({ status: 403, contentType: "application/problem+json", body: JSON.stringify(closed) }),
      );
    },
    arrange: async ({ visitor: { page }, person }) => {
      await signIn(page, person);
      await seeText(page, "You have closed this account");
    },
  },
  { name: "keep-account", path: "/keep-account#token=a-token", signedIn: false },
  {
    name: "keep-account-closed",
    path: `/keep-account#closed=${encodeURIComponent("2026-12-12T10:00:00.000Z")}`,
    signedIn: false,
    arrange: async ({ visitor }) => seePage(visitor.page, "Your account is closed"),
  },
  {
    name: "keep-account-incomplete",
    path: "/keep-account",
    signedIn: false,
    arrange: async ({ visitor }) => seePage(visitor.page, "The link is not whole"),
  },
  {
    name: "keep-account-done",
    path: "/keep-account#token=a-token",
    signedIn: false,
    arrange: async ({ visitor: { page } }) => {
      await page.route("**/auth/deletion/undo", (route) => route.fulfill({ json: { email: "ada.okafor@northwind.example" } }));
      await press(page, "Keep my account");
      await seePage(page, "Your account is open again");
    },
  },
  {
    name: "keep-account-ended",
    path: "/keep-account#token=a-token",
    signedIn: false,
    arrange: async ({ visitor }) => {
      visitor.expect(410, "/auth/deletion/undo");
      await press(visitor.page, "Keep my account");
      await seePage(visitor.page, "This link no longer works");
    },
  },
];
