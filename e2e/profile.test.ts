import assert from "node:assert/strict";
import { answer, fill, press } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seePage, seePath, seeText, typed } from "./see.ts";

const journey = journeys();

journey("a new name is saved and shown at once, everywhere", async ({ world, visitAs }) => {
  const { page } = await visitAs(await resident(world, "Ada Okafor"));
  await page.goto("/me/profile");
  await fill(page, "Name", "Ada N. Okafor");
  await seeText(page, "Not saved yet");
  await press(page, "Save name");
  await seeText(page, "Name saved");
  await page.getByRole("button", { name: /^Ada N. Okafor/ }).waitFor();
  await page.reload();
  await seePage(page, "Profile");
  await page.getByRole("button", { name: /^Ada N. Okafor/ }).waitFor();
  assert.equal(await typed(page, "Name"), "Ada N. Okafor");
});

journey("when two tabs edit one name the later one loses nothing and chooses", async ({ world, visitAs }) => {
  const visitor = await visitAs(await resident(world, "Ada Okafor"));
  visitor.expect(412, "/api/v1/me");
  const { page: first } = visitor;
  const second = await visitor.newTab();
  for (const page of [first, second]) await page.goto("/me/profile");
  await fill(second, "Name", "Typed in the second tab");
  await fill(first, "Name", "Saved in the first tab");
  await press(first, "Save name");
  await seeText(first, "Name saved");

  await press(second, "Save name");
  await seeText(second, "The name was changed elsewhere");
  await seeText(second, "Saved in the first tab");
  assert.equal(await typed(second, "Name"), "Typed in the second tab");
  await press(second, "Save mine");
  await seeText(second, "Name saved");
  assert.deepEqual(await world.database.query("select name from users where name like '%tab'"), [{ name: "Typed in the second tab" }]);

  await fill(first, "Name", "Typed in the first tab again");
  await press(first, "Save name");
  await press(first, "Use this");
  assert.equal(await typed(first, "Name"), "Typed in the second tab");
});

journey("a form with something unsaved asks before it is left, and leaving can be taken back", async ({ world, visitAs }) => {
  const { page } = await visitAs(await resident(world, "Ada Okafor"));
  await page.goto("/me/profile");
  await fill(page, "Name", "Half a name");
  await page.getByRole("link", { name: "Password", exact: true }).filter({ visible: true }).click();
  await seeText(page, "Discard the new name?");
  await answer(page, "Keep editing");
  await seePath(page, "/me/profile");
  assert.equal(await typed(page, "Name"), "Half a name");

  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await page.close({ runBeforeUnload: true });
  await page.waitForEvent("dialog").catch(() => undefined);
  assert.deepEqual(asked, ["beforeunload"], "Closing the window asks, too.");

  await page.getByRole("link", { name: "Password", exact: true }).filter({ visible: true }).click();
  await answer(page, "Discard");
  await seePage(page, "Password");
});
