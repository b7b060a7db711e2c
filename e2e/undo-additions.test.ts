import { addApp } from "./factors.ts";
import { fill, press, signIn, typeCode } from "./forms.ts";
import { journeys } from "./journey.ts";
import { nextCode, nextLink, resident } from "./people.ts";
import type { World } from "./world.ts";
import { seePage, seePath, seeText, seeTyped } from "./see.ts";

const journey = journeys({}, { mailbox: true });
const newPassword = "a quiet brass key for the door";

journey(
  "whom a thief of the password locks out with an app of their own comes back by the mail about it",
  async ({ world, visit, visitAs }) => {
    const ada = await resident(world, "Ada Okafor");
    const thief = await visitAs(ada);
    await thief.page.goto("/");
    await seeText(thief.page, "Recent activity");
    await addApp(world, ada);

    const { page, expect } = await visit();
    await page.goto("/sign-in");
    await signIn(page, ada);
    await page.getByRole("heading", { name: "Second step" }).waitFor();
    const link = await linkToPage(world, ada.email, "/undo-additions");
    await page.goto(link);
    await seePage(page, "Was it not you?");
    await press(page, "Take it back");
    await seePage(page, "It is taken back");
    for (const path of ["/me/activity", "/auth/refresh"]) thief.expect(401, path);
    await thief.page.getByRole("link", { name: "Activity", exact: true }).click();
    await seePath(thief.page, "/sign-in?next=%2Fme%2Factivity");

    await page.getByRole("link", { name: "Choose a new password" }).click();
    await seeTyped(page, "Email", ada.email);
    await press(page, "Send the code");
    await seePage(page, "Type the code");
    await linkToPage(world, ada.email, "/forgot");
    await typeCode(page, (await nextCode(world, ada.email)).code);
    await fill(page, "New password", newPassword);
    await press(page, "Save the new password");
    await seePath(page, "/sign-in");
    await signIn(page, { ...ada, password: newPassword });
    await seePath(page, "/");

    expect(410, "/auth/additions/undo");
    await page.goto(link);
    await press(page, "Take it back");
    await seePage(page, "This link no longer works");
  },
);

/** The link of the next mail that leads to that page; mails about other things are laid aside. */
async function linkToPage(world: World, address: string, path: string): Promise<string> {
  for (;;) {
    const { link } = await nextLink(world, address);
    if (new URL(link).pathname === path) return link;
  }
}
