import assert from "node:assert/strict";
import { addApp, ageProofs, codeOfApp } from "./factors.ts";
import { answer, fill, press, signIn, typeCode } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seePage, seePath, seeText, seeTyped } from "./see.ts";
import { demand, found, join, switchTo } from "./tenants.ts";

const journey = journeys();

journey("who belongs to no organization is led to create one, lands in it, and finds it there after the next sign-in", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  const { page } = await guide.visit({ isNewcomer: true });
  await page.goto("/sign-in");
  await signIn(page, ada);
  await seePath(page, "/welcome");
  await seePage(page, "Welcome, Ada Okafor");
  await fill(page, "Name", "Häagen & Söhne");
  await seeText(page, /\/o\/haagen-sohne$/);
  await press(page, "Create organization");
  await seePath(page, "/o/haagen-sohne");
  await seePage(page, "Häagen & Söhne");
  await page
    .getByRole("button", { name: /^Häagen & Söhne ?, Owner ?, switch organization$/ })
    .filter({ visible: true })
    .waitFor();

  await page.getByRole("button", { name: /account$/i }).click();
  await page.getByRole("menuitem", { name: "This device" }).click();
  await seePath(page, "/sign-in");
  await signIn(page, ada);
  await seePath(page, "/o/haagen-sohne");
});

journey("whoever would rather not is not asked again on this device, and finds the way later", async ({ world, visitAs }) => {
  const { page } = await visitAs(await resident(world, "Ada Okafor"), { isNewcomer: true });
  await page.goto("/");
  await seePath(page, "/welcome");
  await press(page, "Not now");
  await seePath(page, "/");
  await seePage(page, "Overview");
  await page.reload();
  await seePage(page, "Overview");
  await switchTo(page, "Create an organization");
  await seePage(page, "Create an organization");
});

journey("an address that is taken is said at the field, which was not lost", async ({ world, visitAs }) => {
  await found(world, await resident(world, "Tom Ek"), "Taken before", "taken");
  const visitor = await visitAs(await resident(world, "Ada Okafor"));
  visitor.expect(409, "/organizations");
  const { page } = visitor;
  await page.goto("/organizations/new");
  await fill(page, "Name", "Mine");
  await press(page, "Choose another address");
  await fill(page, "Address", "taken");
  await press(page, "Create organization");
  await seeText(page, "Another organization has this address. Choose another one.");
  await seeTyped(page, "Name", "Mine");
  await fill(page, "Address", "taken-too");
  await press(page, "Create organization");
  await seePath(page, "/o/taken-too");
});

journey("a switch in one tab is a switch in all of them, and none pulls the others back", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  await found(world, ada, "Northwind", "two-tabs-north");
  await found(world, ada, "Southwind", "two-tabs-south");
  const visitor = await visitAs(ada);
  const { page: first } = visitor;
  const second = await visitor.newTab();
  const switches: string[] = [];
  visitor.context.on("request", (request) => request.url().endsWith("/switch-organization") && switches.push(request.postData() ?? ""));
  await first.goto("/o/two-tabs-north/settings");
  await seeTyped(first, "Name", "Northwind");
  await second.goto("/o/two-tabs-north");
  await seePage(second, "Northwind");
  assert.equal(switches.length, 1, "Only the first tab had to switch.");

  await switchTo(second, "Southwind");
  await seePath(second, "/o/two-tabs-south");
  await seePage(second, "Southwind");
  await seePath(first, "/o/two-tabs-south/settings");
  await seeTyped(first, "Name", "Southwind");

  await switchTo(first, "Personal");
  await seePath(first, "/");
  await seePage(first, "Overview");
  await seePath(second, "/");
  assert.equal(switches.length, 3, "No tab switched by itself.");

  // The address of an organization leads into it; the browser's Back, too.
  await first.goto("/o/two-tabs-north");
  await seePage(first, "Northwind");
  await second.reload();
  await seePath(second, "/o/two-tabs-north");
});

journey("a draft outlives a switch in another tab, and is saved once its tab has switched back", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  await found(world, ada, "Draft North", "draft-north");
  await found(world, ada, "Draft South", "draft-south");
  const visitor = await visitAs(ada);
  const { page } = visitor;
  visitor.expect(404, "/roles");
  await page.goto("/o/draft-north/roles/new");
  await fill(page, "Name", "Gardener");
  const other = await visitor.newTab();
  await other.goto("/o/draft-south");
  await seePage(other, "Draft South");
  await press(page, "Keep editing");
  await seeText(page, "You act in Draft South now");
  await press(page, "Act in Draft North again");
  await page.getByText("You act in Draft South now").waitFor({ state: "detached" });
  await press(page, "Make role");
  await seePage(page, "Gardener");
  await seePath(other, "/o/draft-north");
});

journey("the address of another's organization leads nowhere, and says nothing of it", async ({ world, visitAs }) => {
  await found(world, await resident(world, "Tom Ek"), "Secret plans", "secret-plans");
  const { page } = await visitAs(await resident(world, "Ada Okafor"));
  for (const path of ["/o/secret-plans", "/o/secret-plans/settings", "/o/no-such-place"]) {
    await page.goto(path);
    await seePage(page, "Not found");
  }
});

journey("of two who rename it at once the later one loses nothing and chooses, and the address follows in every tab", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  await found(guide.world, ada, "Northwind", "renamed-soon");
  const visitor = await guide.visitAs(ada);
  visitor.expect(412, "");
  const { page: first } = visitor;
  const second = await visitor.newTab();
  for (const page of [first, second]) {
    await page.goto("/o/renamed-soon/settings");
    await seeTyped(page, "Name", "Northwind");
  }
  await fill(second, "Name", "Typed in the second tab");
  await fill(first, "Address", "renamed");
  await press(first, "Save");
  await seePath(first, "/o/renamed/settings");
  await seeText(first, "Saved");

  await press(second, "Save");
  await seeText(second, "The organization was changed elsewhere");
  await press(second, "Use this");
  await seeTyped(second, "Address", "renamed");
});

journey("who may only look sees the name and is told what changing it takes", async ({ world, visitAs }) => {
  const tenant = await found(world, await resident(world, "Tom Ek"), "Looked at", "looked-at");
  const ada = await resident(world, "Ada Okafor");
  await join(world, tenant, ada, "viewer");
  const { page } = await visitAs(ada);
  await page.goto("/o/looked-at/settings");
  await seeText(page, "organization:update");
  await seeText(page, "which your role Viewer does not have");
  assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
});

journey("an organization that demands a second factor asks for it at its door, takes one that is there, and goes on", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Careful", "careful");
  const visitor = await guide.visitAs(ada);
  visitor.expect(403, "/switch-organization");
  const { page } = visitor;
  const { secret } = await addApp(world, ada);
  await demand(world, tenant, { second_factor: "required" });
  await page.goto("/o/careful/settings");
  await seePage(page, "Careful does not let you in yet");
  await press(page, "Confirm");
  await typeCode(page, codeOfApp(secret), "Code from the authenticator app");
  await seePage(page, "Organization settings");
  await seePath(page, "/o/careful/settings");
});

journey(
  "a policy that is tightened shuts out at the next token, keeps what was typed, and a second factor added there leads back",
  async (guide) => {
    const { world } = guide;
    const ada = await resident(world, "Ada Okafor");
    const tenant = await found(world, ada, "Tightened", "tightened");
    const visitor = await guide.visitAs(ada);
    const { page } = visitor;
    await page.goto("/o/tightened/settings");
    await fill(page, "Name", "Half a name");
    await demand(world, tenant, { second_factor: "required" });
    visitor.expect(403, "");
    // The token may be renewed just before, and names no organization then.
    visitor.expect(404, "");
    await press(page, "Save");
    await seePage(page, "Tightened does not let you in yet");
    await press(page, "Set up the authenticator app");
    const secret = (await page.locator("code", { hasText: /^[A-Z2-7 ]{20,}$/ }).textContent()) ?? "";
    await typeCode(page, codeOfApp(secret), "Code that the app shows");
    await answer(page, "I keep them elsewhere");
    await seePage(page, "Organization settings");
    await seeTyped(page, "Name", "Half a name");
  },
);

journey("closing shows what goes with it, takes a fresh proof, shuts everybody out, and an owner opens it again", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Soon closed", "soon-closed");
  const mia = await resident(world, "Mia Castellanos");
  await join(world, tenant, mia, "developer");
  const visitor = await guide.visitAs(ada);
  const { page } = visitor;
  await page.goto("/o/soon-closed/settings");
  await seeTyped(page, "Name", "Soon closed");
  await ageProofs(world, ada);
  visitor.expect(403, "/close");
  await press(page, "Close…");
  const question = page.getByRole("alertdialog", { name: "Close Soon closed?" });
  await question.getByText("members are shut out from the next click on").waitFor();
  await question.getByText("of them belong to no other organization").waitFor();
  await answer(page, "Close Soon closed");
  const proof = page.getByRole("alertdialog", { name: "Confirm that it is you" });
  await proof.getByRole("textbox", { name: "Password" }).fill(ada.password);
  await proof.getByRole("button", { name: "Confirm" }).click();
  await seePage(page, "Soon closed is closed");

  const other = await guide.visitAs(mia);
  other.expect(403, "/switch-organization");
  await other.page.goto("/o/soon-closed");
  await seePage(other.page, "Soon closed is closed");
  await seeText(other.page, /ask an owner of Soon closed/);

  visitor.expect(403, "/switch-organization");
  await page.reload();
  await seePage(page, "Soon closed is closed");
  await press(page, "Open it again");
  await seePage(page, "Organization settings");
  await seePath(page, "/o/soon-closed/settings");
});

journey("an organization is handed over to a member who accepts, and both are what they are from the next click on", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Handed over", "handed-over");
  const mia = await resident(world, "Mia Castellanos");
  await join(world, tenant, mia, "admin");
  const { page } = await guide.visitAs(ada);
  await page.goto("/o/handed-over/settings");
  await press(page, "Hand over…");
  await fill(page, "Find a member", "mia");
  await page.getByRole("radio", { name: /^Mia/ }).check();
  await press(page, "Offer it to Mia Castellanos");
  await seeText(page, "Offered to Mia Castellanos");

  const { page: hers } = await guide.visitAs(mia);
  await hers.goto("/o/handed-over");
  await press(hers, "Take it over");
  await seeText(hers, "Handed over is yours");
  await hers
    .getByRole("button", { name: /^Handed over ?, Owner/ })
    .filter({ visible: true })
    .waitFor();

  await page.reload();
  await page
    .getByRole("button", { name: /^Handed over ?, Admin/ })
    .filter({ visible: true })
    .waitFor();
  assert.equal(await page.getByText("Close it").count(), 0);
});

journey("the only owner cannot leave and is told what to do first; a member can, and is led away", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Left behind", "left-behind");
  const mia = await resident(world, "Mia Castellanos");
  await join(world, tenant, mia, "viewer");
  const owner = await guide.visitAs(ada);
  owner.expect(409, "/leave");
  await owner.page.goto("/o/left-behind/settings");
  await press(owner.page, "Leave…");
  await answer(owner.page, "Leave");
  await seeText(owner.page, /You are its only owner/);
  await answer(owner.page, "Stay");

  const { page } = await guide.visitAs(mia);
  await page.goto("/o/left-behind/settings");
  await press(page, "Leave…");
  await answer(page, "Leave");
  await seePath(page, "/");
  await seeText(page, "You have left Left behind");
  await page.goto("/o/left-behind");
  await seePage(page, "Not found");
});

journey("the first things to do can be done where they stand, tick themselves off, and can be hidden", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  await found(world, ada, "First steps", "first-steps");
  const { page } = await guide.visitAs(ada);
  await page.goto("/o/first-steps");
  const invite = page.getByRole("listitem").filter({ hasText: "Invite people" });
  await invite.getByRole("button", { name: "Invite", exact: true }).click();
  await fill(page, "Email", "mia@northwind.example");
  await invite.locator("form").getByRole("button", { name: "Invite" }).click();
  await seeText(page, "You are not alone here.");
  await press(page, "Hide");
  assert.equal(await page.getByText("Next things to do").count(), 0);
  await page.reload();
  await seePage(page, "First steps");
  assert.equal(await page.getByText("Next things to do").count(), 0);
});
