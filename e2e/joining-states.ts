import { type Person, resident, stranger } from "./people.ts";
import { seePage, seeText } from "./see.ts";
import { fail, type Scene, type State } from "./states.ts";
import { found, invite } from "./tenants.ts";

const look = "**/api/v1/organization-invitations/look";

/** How a person comes into an organization: by a link, or from their own pages. */
export const joiningStates: State[] = [
  {
    name: "organization-joinable-overview",
    path: "/",
    signedIn: true,
    prepare: async ({ world, person }) => invitedBy(world, person),
    arrange: async ({ visitor: { page } }) => seeText(page, "You are invited"),
  },
  {
    name: "welcome-invited",
    path: "/welcome",
    signedIn: true,
    prepare: async ({ world, person }) => invitedBy(world, person),
    arrange: async ({ visitor: { page } }) => seeText(page, "You are invited"),
  },
  joining("join-look", { isAnothers: true }, async ({ page }) => seePage(page, "Join Northwind")),
  joining("join-member", { signedIn: true }, async ({ page }) => {
    await page.getByRole("button", { name: "Join Northwind" }).waitFor();
  }),
  joining("join-other", { signedIn: true, isAnothers: true }, async ({ page }) => seeText(page, "You are signed in with another address")),
  joining("join-unconfirmed", { signedIn: true, isUnconfirmed: true }, async ({ page }) => seeText(page, "Confirm your address first")),
  {
    name: "join-over",
    path: "/join#token=none",
    signedIn: false,
    prepare: async ({ visitor }) => visitor.expect(410, "/look"),
    arrange: async ({ visitor: { page } }) => seePage(page, "This invitation is over"),
  },
  {
    name: "join-incomplete",
    path: "/join",
    signedIn: false,
    arrange: async ({ visitor: { page } }) => seePage(page, "The link is not whole"),
  },
  {
    name: "join-failed",
    path: "/join#token=some",
    signedIn: false,
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/look");
      await visitor.page.route(look, fail);
    },
    arrange: async ({ visitor: { page } }) => seeText(page, "Looking at the link did not work"),
  },
  joining("join-sign-up", { isAnothers: true }, async ({ page }) => {
    await page.getByRole("link", { name: "Create an account" }).click();
    await seePage(page, "Create an account");
    await seeText(page, "You are invited.");
  }),
];

type Joining = { signedIn?: boolean; isUnconfirmed?: boolean; isAnothers?: boolean };

/** The visitor has opened the link of an invitation to Northwind: to their own address, or to somebody else's. */
function joining(
  name: string,
  { signedIn = false, isUnconfirmed, isAnothers }: Joining,
  see: (visitor: Scene["visitor"]) => Promise<void>,
): State {
  let link = "";
  return {
    name,
    path: signedIn ? "/" : "/sign-in",
    signedIn,
    prepare: async ({ world, person: own }) => {
      const owner = await resident(world, "Tom Ek");
      const tenant = await found(world, owner, "Northwind");
      // A new one each time: a mailbox gets a few invitations a day.
      const { email } = isAnothers ? stranger("New One") : own;
      await invite(world, tenant, owner, email, "developer");
      // They may have had other mails before.
      do link = (await world.mailbox.next(email)).link ?? "";
      while (!link.includes("/join#"));
      if (isUnconfirmed) await world.database.query("update users set email_verified_at = null where email = $1", [own.email]);
    },
    arrange: async ({ visitor }) => {
      // Only where somebody has been signed in does the page ask whether they are.
      if (signedIn) await seePage(visitor.page, "Overview");
      await visitor.page.goto(link);
      await see(visitor);
    },
  };
}

async function invitedBy(world: Scene["world"], person: Person): Promise<void> {
  const owner = await resident(world, "Tom Ek");
  await invite(world, await found(world, owner, "Northwind"), owner, person.email, "developer");
}
