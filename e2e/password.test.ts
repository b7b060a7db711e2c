import assert from "node:assert/strict";
import { answer, fill, press, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";

const journey = journeys();
const newPassword = "a quiet brass key for the door";

journey("changing the password signs out the other browser on its next request and keeps this one", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const [here, elsewhere] = [await visitAs(ada), await visitAs(ada)];
  await here.page.goto("/me/password");
  await elsewhere.page.goto("/");
  await seeText(elsewhere.page, "Recent activity");

  await fill(here.page, "Current password", ada.password);
  await fill(here.page, "New password", newPassword);
  await press(here.page, "Change password");
  await seeText(here.page, "Password changed");

  elsewhere.expect(401, "/me/activity");
  elsewhere.expect(401, "/auth/refresh");
  elsewhere.expect(401, "/auth/login");
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");
  await signIn(elsewhere.page, ada);
  await seeText(elsewhere.page, "This email and password do not match an account.");
  await signIn(elsewhere.page, { ...ada, password: newPassword });
  await seePath(elsewhere.page, "/me/activity");

  await here.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seeText(here.page, "Changed the password");
  await here.page.reload();
  await seePage(here.page, "Activity");
});

journey("a wrong current password and a weak new one are refused at their fields, and nothing changes", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const visitor = await visitAs(ada);
  const { page } = visitor;
  visitor.expect(422, "/me/password");
  await page.goto("/me/password");
  await fill(page, "Current password", "not what it is");
  await fill(page, "New password", newPassword);
  await press(page, "Change password");
  await seeText(page, "This is not your current password.");
  assert.equal(await page.getByLabel("Current password", { exact: true }).getAttribute("aria-invalid"), "true");

  await fill(page, "Current password", ada.password);
  await fill(page, "New password", "passwordpassword1234");
  await press(page, "Change password");
  await seeText(page, "This one is on the lists of known passwords");
  await page.getByRole("link", { name: "Overview", exact: true }).click();
  await answer(page, "Discard");
  await seePage(page, "Overview");
});
