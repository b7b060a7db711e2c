import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { answer, choose, fill, press, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { nextLink, promote, resident, type Person } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";
import type { World } from "./world.ts";

const journey = journeys({}, { mailbox: true });

/** Fills the house, so that nobody is found by scrolling. */
async function settleMany(world: World, count: number): Promise<void> {
  await world.database.query(
    `insert into users (id, email, name, created_at, updated_at, email_verified_at)
     select gen_random_uuid(), 'guest' || i || '@elsewhere.example', 'Guest ' || i, now(), now(), now() from generate_series(1, $1) i`,
    [count],
  );
}

/** Makes somebody the only administrator. */
async function soleAdministrator(world: World, person: Person): Promise<void> {
  await world.database.query("update users set instance_role = null");
  await promote(world, person);
}

async function find(page: Page, { name }: Person): Promise<void> {
  await page.goto("/instance/users");
  await fill(page, "Find somebody", name.toLowerCase());
  await page.getByRole("link", { name, exact: true }).click();
  await seePage(page, name);
}

journey("somebody is found among many and disabled, and is out on their next click", async ({ world, visit, visitAs }) => {
  const [ada, mia] = [await resident(world, "Ada Okafor"), await resident(world, "Mia Castellanos")];
  await settleMany(world, 500);
  const [office, elsewhere] = [await visitAs(ada), await visitAs(mia)];
  await soleAdministrator(world, ada);
  await elsewhere.page.goto("/me/profile");
  await seePage(elsewhere.page, "Profile");

  const { page } = office;
  await page.goto("/");
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await seePage(page, "Users");
  await seeText(page, "50 people so far");
  await press(page, "Load more");
  await seeText(page, "100 people so far");
  await fill(page, "Find somebody", "castel mia");
  await seePath(page, "/instance/users?q=castel+mia");
  await page.getByRole("link", { name: mia.name }).click();
  await seePage(page, mia.name);
  await seeText(page, "Created this account");
  await press(page, "Disable…");
  await answer(page, "Disable");
  await seeText(page, "Mia Castellanos disabled");
  await page.getByRole("button", { name: "Enable…" }).waitFor();

  elsewhere.expect(401, "");
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");
  const again = await visit();
  again.expect(403, "/auth/login");
  await again.page.goto("/sign-in");
  await signIn(again.page, mia);
  await seeText(again.page, /disabled/);

  // The way back finds the search as it was.
  await page.goBack();
  await seePath(page, "/instance/users?q=castel+mia");
  await page.getByText("Disabled", { exact: true }).last().waitFor();
});

journey("a name that its person changes meanwhile is not overwritten unseen", async ({ world, visitAs }) => {
  const [ada, mia] = [await resident(world, "Ada Okafor"), await resident(world, "Mia Conflict")];
  const [office, own] = [await visitAs(ada), await visitAs(mia)];
  await soleAdministrator(world, ada);
  await find(office.page, mia);
  await own.page.goto("/me/profile");
  await fill(own.page, "Name", "Mia Chosen");
  await press(own.page, "Save name");
  await seeText(own.page, "Name saved");

  office.expect(412, "");
  await fill(office.page, "Name", "Mia Imposed");
  await press(office.page, "Save name");
  await seeText(office.page, "The name was changed elsewhere");
  await seeText(office.page, "Mia Chosen");
  await press(office.page, "Save mine");
  await seePage(office.page, "Mia Imposed");
  await own.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seeText(own.page, "Changed the name to “Mia Imposed”");
});

journey("who is asked for a new password is out, is mailed how, and chooses it alone", async ({ world, visit, visitAs }) => {
  const [ada, mia] = [await resident(world, "Ada Okafor"), await resident(world, "Mia Reset")];
  const office = await visitAs(ada);
  await soleAdministrator(world, ada);
  await find(office.page, mia);
  await press(office.page, "Require a new password…");
  await answer(office.page, "Require a new password");
  await seeText(office.page, "Mia Reset has to set a new password");
  await seeText(office.page, "Nothing, until they set a password");

  const { page, expect } = await visit();
  expect(401, "/auth/login");
  await page.goto("/sign-in");
  await signIn(page, mia);
  await seeText(page, "This email and password do not match an account.");
  const { link } = await nextLink(world, mia.email);
  await page.goto(link);
  await seePath(page, "/forgot");
});

journey("the last administrator is not disabled, demoted or deleted, and is told why", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Lastone");
  const { page, expect } = await visitAs(ada);
  await soleAdministrator(world, ada);
  expect(409, "");
  await find(page, ada);
  for (const [ask, confirm, kept] of [
    ["Disable…", "Disable", "Ada Lastone is not disabled"],
    ["Take the role away…", "Take the role away", "Ada Lastone is still an administrator"],
    ["Delete…", "Delete", "Ada Lastone is not deleted"],
  ] as const) {
    await press(page, ask);
    await answer(page, confirm);
    await seeText(page, kept);
    await seeText(page, "Make another person an administrator first.");
    await answer(page, "Cancel");
  }
});

journey("an administrator sees what a person sees, changes nothing, and stops", async ({ world, visitAs }) => {
  const [ada, mia] = [await resident(world, "Ada Okafor"), await resident(world, "Mia Seen")];
  const [office, own] = [await visitAs(ada), await visitAs(mia)];
  await soleAdministrator(world, ada);
  const { page } = office;
  await find(page, mia);
  await press(page, "See what they see…");
  await fill(page, "Reason", "She asked why her name is wrong");
  await press(page, "See what they see");
  await seePage(page, "Overview");
  await seeText(page, "You see what Mia Seen sees.");
  await seeText(page, "Reason: She asked why her name is wrong");
  await seeText(page, /1[45] minutes left/);
  await page.getByText(mia.email).first().waitFor();
  assert.equal(await page.getByRole("link", { name: "Users", exact: true }).count(), 0);

  await choose(page, "Profile");
  await seeText(page, "Only Mia Seen can do this.");
  assert.ok(await page.getByLabel("Name", { exact: true }).isDisabled());
  assert.ok(await page.getByRole("button", { name: "Save name" }).isDisabled());

  await own.page.goto("/me/sessions");
  await seeText(own.page, "Ada Okafor, an administrator");
  await own.page.goto("/me/notices");
  await seeText(own.page, "An administrator looked at your account");

  await press(page, "Stop");
  await seePage(page, "Mia Seen");
  await seeText(page, "Stopped looking at the account");
  await page.getByText("You see what Mia Seen sees.").waitFor({ state: "detached" });
  await own.page.goto("/me/sessions");
  await seeText(own.page, "Only this device");
});

journey("acting for somebody does not outlive a reload, nor the person's own no", async ({ world, visitAs }) => {
  const [ada, mia] = [await resident(world, "Ada Okafor"), await resident(world, "Mia Private")];
  const [office, own] = [await visitAs(ada), await visitAs(mia)];
  await soleAdministrator(world, ada);
  const { page } = office;
  const begin = async () => {
    await find(page, mia);
    await press(page, "See what they see…");
    await fill(page, "Reason", "She asked for help today");
    await press(page, "See what they see");
    await seeText(page, "You see what Mia Private sees.");
  };
  await begin();
  await page.reload();
  await seePage(page, "Overview");
  await seeText(page, ada.email);
  assert.equal(await page.getByText("You see what Mia Private sees.").count(), 0);

  await begin();
  await own.page.goto("/me/sessions");
  await own.page.getByRole("button", { name: "Sign out Ada Okafor, an administrator" }).first().click();
  await answer(own.page, "Sign out device");
  await seeText(own.page, "Only this device");
  office.expect(401, "");
  await choose(page, "Activity");
  await seeText(page, "it has ended");
  await press(page, "Understood");
  await page.getByText("it has ended").waitFor({ state: "detached" });
});
