import assert from "node:assert/strict";
import { fill, inVain, press, signIn, typeCode } from "./forms.ts";
import { journeys, type Guide } from "./journey.ts";
import { nextCode, nextLink, type Person, resident } from "./people.ts";
import { seePage, seePath, seeReady, seeText, seeTyped, typed } from "./see.ts";
import type { Visitor } from "./browser.ts";

const journey = journeys({}, { mailbox: true });
const newPassword = "a quiet brass key for the door";

/** Somebody who has forgotten the password, and the mail that came. */
async function forgetful({ world, visit }: Guide): Promise<Visitor & { ada: Person; code: string; link: string }> {
  const ada = await resident(world, "Ada Okafor");
  const visitor = await visit();
  const { page } = visitor;
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await fill(page, "Email", ada.email);
  await press(page, "Send the code");
  await seePage(page, "Type the code");
  return { ...visitor, ada, ...(await nextCode(world, ada.email)) };
}

journey("a mailed code leads to a new password, and every other browser is signed out and its owner told", async (guide) => {
  const { page, expect, ada, code } = await forgetful(guide);
  const elsewhere = await guide.visitAs(ada);
  await elsewhere.page.goto("/");
  await seeText(elsewhere.page, "Recent activity");

  expect(422, "/auth/recovery/complete");
  await typeCode(page, code);
  await seePage(page, "Choose a new password");
  await fill(page, "New password", "passwordpassword1234");
  await press(page, "Save the new password");
  await seeText(page, "This one is on the lists of known passwords");
  await fill(page, "New password", newPassword);
  await press(page, "Save the new password");
  await seePath(page, "/sign-in");
  await seeText(page, "Your new password is saved");
  await seeTyped(page, "Email", ada.email);
  await fill(page, "Password", newPassword);
  await press(page, "Sign in");
  await seePath(page, "/");
  await seeText(page, "New password set with a mailed code");
  assert.equal((await nextLink(guide.world, ada.email)).subject, "Your password was set anew");

  for (const path of ["/me/activity", "/auth/refresh", "/auth/login"]) elsewhere.expect(401, path);
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");
  await signIn(elsewhere.page, ada);
  await seeText(elsewhere.page, "This email and password do not match an account.");
});

journey("the mailed link, opened in the same browser, leads to a new password, once", async (guide) => {
  const { newTab, expect, ada, link } = await forgetful(guide);
  const mail = await newTab();
  await mail.goto(link);
  await seePage(mail, "Choose a new password");
  await press(mail, "Go on");
  await seePath(mail, "/forgot");
  await fill(mail, "New password", newPassword);
  await press(mail, "Save the new password");
  await seePath(mail, "/sign-in");
  expect(410, "/auth/challenges/look");
  const again = await newTab();
  await again.goto(link);
  await seePage(again, "This link no longer works");
  await signIn(mail, { ...ada, password: newPassword });
  await seePath(mail, "/");
});

journey("an address without an account gets the same page, and a mail that says so", async ({ world, visit }) => {
  const { page } = await visit();
  const email = "nobody.here@northwind.example";
  await page.goto("/forgot");
  await fill(page, "Email", email);
  await press(page, "Send the code");
  await seePage(page, "Type the code");
  assert.equal((await nextLink(world, email)).subject, "There is no account for this address");
});

journey("a reload and a lost network take nothing away on the way to a new password", async (guide) => {
  const visitor = await guide.visit();
  const { page, context } = visitor;
  const ada = await resident(guide.world, "Ada Okafor");
  await page.goto("/forgot");
  await seeReady(page);
  await fill(page, "Email", ada.email);
  await visitor.goOffline();
  await seeText(page, "Sending the code needs the network");
  assert.equal(await typed(page, "Email"), ada.email);
  await inVain(page, () => press(page, "Send the code"));
  await context.setOffline(false);
  await page.getByText("Sending the code needs the network").waitFor({ state: "hidden" });
  await press(page, "Send the code");
  await seePage(page, "Type the code");

  await page.reload();
  await seePage(page, "Type the code");
  await seeText(page, ada.email);
  await page.goBack();
  await seePage(page, "Forgot your password?");
  await seeTyped(page, "Email", ada.email);
  await page.goForward();
  await seePage(page, "Type the code");
  await typeCode(page, (await nextCode(guide.world, ada.email)).code);
  await seePage(page, "Choose a new password");

  await page.reload();
  await seePage(page, "Choose a new password");
  await fill(page, "New password", newPassword);
  await visitor.goOffline();
  await seeText(page, "Saving the password needs the network");
  await inVain(page, () => press(page, "Save the new password"));
  await context.setOffline(false);
  await page.getByText("Saving the password needs the network").waitFor({ state: "hidden" });
  assert.equal(await typed(page, "New password"), newPassword);
  await press(page, "Save the new password");
  await seeText(page, "Your new password is saved");
});
