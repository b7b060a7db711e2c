import { randomUUID } from "node:crypto";
import { withoutPassword } from "./console-states.ts";
import { fill, press, typeCode, wrongCodes } from "./forms.ts";
import { call, nextCode, type Person, promote, signInByApi, stranger } from "./people.ts";
import { seeText } from "./see.ts";
import { empty, fail, pretend, type Scene, type State } from "./states.ts";
import type { World } from "./world.ts";

const notices = "**/api/v1/me/notices?*";
const mails = "**/api/v1/development/mails?*";

/** The console's pages about the address, the safety of the account, and who may come in. */
export const accountStates: State[] = [
  {
    name: "address",
    path: "/me/email",
    signedIn: true,
    prepare: noChange,
    arrange: async ({ visitor }) => visitor.page.getByRole("button", { name: "Send the codes" }).waitFor(),
  },
  {
    name: "address-no-password",
    path: "/me/email",
    signedIn: true,
    prepare: async (scene) => {
      await noChange(scene);
      await withoutPassword(scene);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "You have no password"),
  },
  {
    name: "address-unconfirmed",
    path: "/me/email",
    signedIn: true,
    prepare: async (scene) => {
      await noChange(scene);
      await unconfirm(scene.world, scene.person);
    },
    arrange: async ({ visitor }) => visitor.page.getByRole("button", { name: "Confirm it" }).waitFor(),
  },
  {
    name: "address-code",
    path: "/me/email",
    signedIn: true,
    prepare: async (scene) => {
      await noChange(scene);
      await unconfirm(scene.world, scene.person);
    },
    arrange: async ({ visitor: { page } }) => {
      await press(page, "Confirm it");
      await page.getByLabel("Code from the mail").waitFor();
    },
  },
  {
    name: "address-refused",
    path: "/me/email",
    signedIn: true,
    prepare: noChange,
    arrange: async ({ visitor, person }) => {
      visitor.expect(422, "/me/email-change");
      await fill(visitor.page, "New address", stranger("Ada Moved").email);
      await fill(visitor.page, "Current password", `not ${person.password}`);
      await press(visitor.page, "Send the codes");
      await seeText(visitor.page, "This is not your current password.");
    },
  },
  {
    name: "address-changing",
    path: "/me/email",
    signedIn: true,
    prepare: noChange,
    arrange: async (scene) => void (await beginChange(scene)),
  },
  {
    name: "address-half-changed",
    path: "/me/email",
    signedIn: true,
    prepare: noChange,
    arrange: async (scene) => {
      const { page, expect } = scene.visitor;
      const [old, fresh] = await beginChange(scene);
      await typeCode(page, fresh, "Code sent to the new address");
      await page.getByLabel("Code sent to the new address").waitFor({ state: "detached" });
      expect(422, "/auth/email-change/prove");
      await typeCode(page, wrongCodes(old, 1)[0] ?? "", "Code sent to the old address");
      await seeText(page, "4 tries are left");
    },
  },
  {
    name: "address-changed",
    path: "/me/email",
    signedIn: true,
    prepare: noChange,
    arrange: async (scene) => {
      const { page } = scene.visitor;
      const [old, fresh] = await beginChange(scene);
      await typeCode(page, fresh, "Code sent to the new address");
      await page.getByLabel("Code sent to the new address").waitFor({ state: "detached" });
      await typeCode(page, old, "Code sent to the old address");
      await seeText(page, "Address changed");
    },
  },
  {
    name: "address-no-mail",
    path: "/me/email",
    signedIn: true,
    prepare: async (scene) => {
      await noChange(scene);
      await pretend(scene.visitor, { mail: "off" });
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "This Gatehouse sends no mail"),
  },
  {
    name: "notices",
    path: "/me/notices",
    signedIn: true,
    prepare: strangers,
    arrange: async ({ visitor }) => {
      await seeText(visitor.page, "Signed in on a new device");
      await seeBadge(visitor);
    },
  },
  {
    name: "notices-not-me",
    path: "/me/notices",
    signedIn: true,
    prepare: strangers,
    arrange: async ({ visitor: { page } }) => {
      await page.getByRole("button", { name: "Not me" }).first().click();
      await seeText(page, "Sign out what is not yours");
      await page.getByRole("button", { name: "That was me" }).last().click();
      await seeText(page, "Dismissed");
      await seeBadge({ page });
      // What a page that is scrolled has under its bar is no finding.
      await page.evaluate(() => scrollTo(0, 0));
    },
  },
  {
    name: "notices-empty",
    path: "/me/notices",
    signedIn: true,
    arrange: async ({ visitor }) => seeText(visitor.page, "Nothing waits for you"),
  },
  {
    name: "notices-failed",
    path: "/me/notices",
    signedIn: true,
    prepare: async ({ visitor }) => {
      visitor.expect(500, "/me/notices");
      await visitor.page.route(notices, fail);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Your notices could not be loaded"),
  },
  {
    name: "overview-notices",
    path: "/",
    signedIn: true,
    prepare: strangers,
    arrange: async ({ visitor }) => {
      await seeText(visitor.page, "Look at them");
      await seeBadge(visitor);
    },
  },
  {
    name: "invitations",
    path: "/instance/invitations",
    signedIn: true,
    prepare: async ({ world, person }) => {
      const { accessToken } = await signInByApi(world, person);
      await promote(world, person);
      for (const name of ["Mia Castellanos", "Jonas Lindqvist"])
        await call(world, "POST /invitations", { accessToken, body: { email: stranger(name).email } });
    },
    arrange: async ({ visitor: { page } }) => {
      await page
        .getByRole("button", { name: /^Revoke/ })
        .first()
        .waitFor();
      await fill(page, "Email", stranger("Priya Raman").email);
      await press(page, "Invite");
      await seeText(page, "Invitation sent");
    },
  },
  {
    name: "invitations-empty",
    path: "/instance/invitations",
    signedIn: true,
    prepare: async ({ world, visitor, person }) => {
      await promote(world, person);
      await visitor.page.route("**/api/v1/invitations?*", empty);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "Nobody is invited"),
  },
  {
    name: "invitations-for-others",
    path: "/instance/invitations",
    signedIn: true,
    arrange: async ({ visitor }) => seeText(visitor.page, "Only administrators invite"),
  },
  {
    name: "development-mail",
    path: "/development/mail",
    signedIn: true,
    prepare: async ({ world, visitor }) => {
      await pretend(visitor, { mail: "page" });
      await showMails(world, visitor);
    },
    arrange: async ({ visitor: { page } }) => {
      await page
        .getByRole("link", { name: /Confirm your address/ })
        .first()
        .click();
      await seeText(page, "As text");
    },
  },
  {
    name: "development-mail-empty",
    path: "/development/mail",
    signedIn: true,
    prepare: async ({ visitor }) => {
      await pretend(visitor, { mail: "page" });
      await visitor.page.route(mails, empty);
    },
    arrange: async ({ visitor }) => seeText(visitor.page, "No mail yet"),
  },
  {
    name: "development-mail-none",
    path: "/development/mail",
    signedIn: true,
    prepare: async ({ visitor }) => visitor.expect(404, "/development/mails"),
    arrange: async ({ visitor }) => seeText(visitor.page, "No mails are kept here"),
  },
];

/** There is no change under way, which is answered with 404. */
async function noChange({ visitor }: Scene): Promise<void> {
  visitor.expect(404, "/me/email-change");
}

/** As if the account were of the time before there was a mail server. */
async function unconfirm(world: World, { email }: Person): Promise<void> {
  await world.database.query("update users set email_verified_at = null where email = $1", [email]);
}

/** Begins a change of address; the codes of the old and of the new one. */
async function beginChange({ world, visitor: { page }, person }: Scene): Promise<[string, string]> {
  const { email } = stranger("Ada Moved");
  await fill(page, "New address", email);
  await fill(page, "Current password", person.password);
  await press(page, "Send the codes");
  await page.getByLabel("Code sent to the old address").waitFor();
  const fresh = await nextCode(world, email);
  for (;;) {
    const { code } = await world.mailbox.next(person.email);
    if (code !== undefined) return [code, fresh.code];
  }
}

/** Two sign-ins from elsewhere, and a change of the password: three notices. */
async function strangers({ world, person }: Scene): Promise<void> {
  for (let count = 1; count <= 2; count += 1) await signInByApi(world, person);
  await world.database.query(
    `insert into notices (id, user_id, kind, details, created_at)
     select overlay(gen_random_uuid()::text placing '0000' from 1 for 4)::uuid, id, 'sign_in_slowed', '{}', now() - interval '3 hours' from users where email = $1`,
    [person.email],
  );
}

/** Real mails of this world, on the page that there is where none are sent. */
async function showMails(world: World, { page }: Scene["visitor"]): Promise<void> {
  const items: object[] = [];
  for (const name of ["Mia Castellanos", "Jonas Lindqvist", "Priya Raman"]) {
    const person = stranger(name);
    await call(world, "POST /auth/register", { body: person });
    const { to, subject, text, html } = await world.mailbox.next(person.email);
    const createdAt = new Date(Date.now() - items.length * 300_000).toISOString();
    items.push({ id: randomUUID(), kind: "confirm_address", to, subject, text, html, createdAt });
    await page.route("**/development/mails/*/html", (route) => route.fulfill({ contentType: "text/html", body: html }));
  }
  await page.route(mails, (route) => route.fulfill({ json: { items, nextCursor: null } }));
}

/** The count beside the way to the notices, which comes after the page. */
async function seeBadge({ page }: Pick<Scene["visitor"], "page">): Promise<void> {
  await page.getByRole("navigation", { name: "Main" }).getByText(" open").first().waitFor({ state: "attached" });
}
