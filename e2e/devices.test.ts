import assert from "node:assert/strict";
import { answer, press } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident, signInByApi } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";

const journey = journeys();

journey("a device that is signed out from another one is out on its next request", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const [here, elsewhere] = [await visitAs(ada), await visitAs(ada)];
  await elsewhere.page.goto("/me/profile");
  await seePage(elsewhere.page, "Profile");
  await here.page.goto("/me/sessions");
  await seeText(here.page, "In use now");

  await here.page
    .getByRole("button", { name: /^Sign out (?!the other|all)/ })
    .last()
    .click();
  await answer(here.page, "Sign out device");
  await seeText(here.page, /signed out$/);
  await seeText(here.page, "Only this device");

  elsewhere.expect(401, "/me/activity");
  elsewhere.expect(401, "/auth/refresh");
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");
  await here.page.reload();
  await seePage(here.page, "Devices");
});

journey("a device gets a name, which stays, and the activity tells of it", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visitAs(ada);
  await page.goto("/me/sessions");
  await page
    .getByRole("button", { name: /^Rename/ })
    .first()
    .click();
  await page.getByLabel("Name of this device").fill("Kitchen tablet");
  await press(page, "Save name");
  await seeText(page, "Kitchen tablet");
  await page.reload();
  await seeText(page, "Kitchen tablet");
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await seeText(page, "Gave the name “Kitchen tablet”");
});

journey("signing out all other devices leaves this one and ends the programs too", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visitAs(ada);
  const program = await signInByApi(world, ada);
  await signInByApi(world, ada);
  await page.goto("/me/sessions");
  await page.getByRole("button", { name: "Sign out all 2 other devices…" }).click();
  await answer(page, "Sign out others");
  await seeText(page, "Only this device");
  const me = await fetch(`${world.api.origin}/api/v1/me`, { headers: { Authorization: `Bearer ${program.accessToken}` } });
  assert.equal(me.status, 401);
});

journey("the devices page signs out everywhere, this browser and the other one", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const [here, elsewhere] = [await visitAs(ada), await visitAs(ada)];
  await elsewhere.page.goto("/me/profile");
  await seePage(elsewhere.page, "Profile");
  await here.page.goto("/me/sessions");
  await press(here.page, "Sign out everywhere…");
  await answer(here.page, "Sign out everywhere");
  await seePath(here.page, "/sign-in");
  for (const path of ["/me/activity", "/auth/refresh"]) elsewhere.expect(401, path);
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");
});
