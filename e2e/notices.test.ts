import assert from "node:assert/strict";
import { answer, choose, press, signIn } from "./forms.ts";
import { journeys, type Guide } from "./journey.ts";
import { type Person, resident } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";

const journey = journeys({}, { mailbox: true });

/** A browser in which somebody has just signed in by the form. */
async function signedIn({ visit }: Guide, person: Person): Promise<Awaited<ReturnType<Guide["visit"]>>> {
  const visitor = await visit();
  await visitor.page.goto("/sign-in");
  await signIn(visitor.page, person);
  await seePath(visitor.page, "/");
  return visitor;
}

journey("a sign-in on a new device is told by mail and by a notice, and “Not me” leads to signing it out", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const { page } = await signedIn(guide, ada);
  await seeText(page, "Recent activity");
  assert.equal(await page.getByText("Was this you?").count(), 0, "The first sign-in ever is no news.");
  const thief = await signedIn(guide, ada);
  const mails = [await world.mailbox.next(ada.email)];
  assert.equal(mails[0]?.subject, "A new device signed in");

  await page.reload();
  await seeText(page, "Was this you?");
  await page.getByRole("link", { name: "Look at it" }).click();
  await seePage(page, "Security notices");
  await seeText(page, "Signed in on a new device");
  await press(page, "Not me");
  await press(page, "Sign out all other devices…");
  await answer(page, "Sign out others");
  await seeText(page, "Other devices signed out");
  for (const path of ["/me/activity", "/auth/refresh"]) thief.expect(401, path);
  await thief.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(thief.page, "/sign-in?next=%2Fme%2Factivity");

  await page.getByRole("link", { name: "Change it", exact: true }).waitFor();
  await press(page, "Done, dismiss it");
  await seeText(page, "Nothing waits for you");
  await page.reload();
  await seeText(page, "Nothing waits for you");
  await seeText(page, "Dismissed");
});

journey("several notices are dismissed at once, and a browser that was there before makes none", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  const own = await signedIn(guide, ada);
  await signedIn(guide, ada);
  await signedIn(guide, ada);
  await choose(own.page, "This device");
  await seePath(own.page, "/sign-in");
  await signIn(own.page, ada);
  await seePath(own.page, "/");
  await own.page.goto("/me/notices");
  await press(own.page, "All of it was me");
  await seeText(own.page, "All notices dismissed");
  assert.equal(await own.page.getByText("Signed in on a new device").count(), 2);
});
