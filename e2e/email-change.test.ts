import { fill, press, signIn, typeCode } from "./forms.ts";
import { journeys, type Guide } from "./journey.ts";
import { nextCode, nextLink, type Person, resident, stranger } from "./people.ts";
import { seePage, seePath, seeText, seeTyped } from "./see.ts";
import type { Visitor } from "./browser.ts";

const journey = journeys({}, { mailbox: true });
const newPassword = "a quiet brass key for the door";

/** Somebody who has asked for another address, and the two mails that came. */
async function mover({ world, visitAs }: Guide): Promise<Visitor & { ada: Person; newEmail: string; old: Mailed; fresh: Mailed }> {
  const ada = await resident(world, "Ada Okafor");
  const { email: newEmail } = stranger("Ada Moved");
  const visitor = await visitAs(ada);
  visitor.expect(404, "/me/email-change");
  const { page } = visitor;
  await page.goto("/me/email");
  await fill(page, "New address", newEmail);
  await fill(page, "Current password", ada.password);
  await press(page, "Send the codes");
  await page.getByLabel("Code sent to the old address").waitFor();
  const [old, fresh] = await Promise.all([nextCode(world, ada.email), nextCode(world, newEmail)]);
  return { ...visitor, ada, newEmail, old, fresh };
}

type Mailed = { code: string; link: string };

journey("both codes change the address; the old mailbox undoes it, and a new password ends whoever did it", async (guide) => {
  const { page, expect, ada, newEmail, old, fresh } = await mover(guide);
  const elsewhere = await guide.visitAs(ada);
  await elsewhere.page.goto("/");
  await seeText(elsewhere.page, "Recent activity");

  await typeCode(page, fresh.code, "Code sent to the new address");
  await seeText(page, "Confirmed");
  await typeCode(page, old.code, "Code sent to the old address");
  await seeText(page, "Address changed");
  await seeText(page, newEmail);
  for (const path of ["/me/activity", "/auth/refresh", "/auth/login"]) elsewhere.expect(401, path);
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");

  // Ada had not done it: the mail to the old address takes it back, in whatever browser she opens it.
  await guide.world.mailbox.next(ada.email);
  const { link } = await nextLink(guide.world, ada.email);
  const { page: hers } = elsewhere;
  await hers.goto(link);
  await press(hers, "Take the change back");
  await seePage(hers, "The change is taken back");
  for (const path of ["/me/activity", "/auth/refresh"]) expect(401, path);
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(page, "/sign-in?next=%2Fme%2Factivity");
  await hers.goto("/sign-in");
  await signIn(hers, ada);
  await seeText(hers, "This email and password do not match an account.");

  await hers.goto("/forgot");
  await seeTyped(hers, "Email", ada.email);
  await press(hers, "Send the code");
  await seePage(hers, "Type the code");
  await guide.world.mailbox.next(newEmail);
  await typeCode(hers, (await nextCode(guide.world, ada.email)).code);
  await fill(hers, "New password", newPassword);
  await press(hers, "Save the new password");
  await seePath(hers, "/sign-in");
  await signIn(hers, { ...ada, password: newPassword });
  await seePath(hers, "/");
  elsewhere.expect(410, "/auth/email-change/undo");
  await hers.goto(link);
  await press(hers, "Take the change back");
  await seePage(hers, "This link no longer works");
});

journey("one address is confirmed by its link in another tab, the other by the code that a phone shows", async (guide) => {
  const { page, newTab, newEmail, old, fresh } = await mover(guide);
  const mail = await newTab();
  await mail.goto(old.link);
  await press(mail, "Confirm this address");
  await seePage(mail, "Half of it is done");
  await page.getByLabel("Code sent to the old address").waitFor({ state: "detached" });

  const { page: hand } = await guide.visit({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await hand.goto(fresh.link);
  await seePage(hand, "Type this code where you asked");
  await seeText(hand, `${fresh.code.slice(0, 4)} ${fresh.code.slice(4)}`);
  await typeCode(page, fresh.code, "Code sent to the new address");
  await seeText(page, "Address changed");
  await seeText(page, newEmail);
});

journey("an address that somebody else has is asked for in vain, and only its owner is told", async (guide) => {
  const { world, visitAs } = guide;
  const [ada, mia] = [await resident(world, "Ada Okafor"), await resident(world, "Mia Castellanos")];
  const { page, expect } = await visitAs(ada);
  expect(404, "/me/email-change");
  expect(422, "/me/email-change");
  await page.goto("/me/email");
  await fill(page, "New address", mia.email);
  await fill(page, "Current password", "not what it is");
  await press(page, "Send the codes");
  await seeText(page, "This is not your current password.");
  await fill(page, "Current password", ada.password);
  await press(page, "Send the codes");
  await page.getByLabel("Code sent to the new address").waitFor();
  await seeText(page, "An address that belongs to another account gets none.");
  const { subject, code } = await world.mailbox.next(mia.email);
  if (subject !== "Somebody wants to use your address" || code) throw new Error(`The owner was mailed "${subject}".`);
  await press(page, "Cancel the change");
  await page.getByLabel("New address").waitFor();
});
