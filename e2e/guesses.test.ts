import assert from "node:assert/strict";
import { choose, fill, press, signIn } from "./forms.ts";
import { journeys, type Guide } from "./journey.ts";
import { nextLink, type Person, resident, signInByApi } from "./people.ts";
import { seePath, seeText, seeTyped, typed } from "./see.ts";

const journey = journeys({}, { mailbox: true });
const freeFailures = 5;
const attemptsOfAnAddress = 40;

/** A browser in which this person has signed in by the form, and out again. */
async function ownBrowser({ visit }: Guide, person: Person): Promise<Awaited<ReturnType<Guide["visit"]>>> {
  const visitor = await visit();
  const { page } = visitor;
  await page.goto("/sign-in");
  await signIn(page, person);
  await seePath(page, "/");
  await choose(page, "This device");
  await seePath(page, "/sign-in");
  return visitor;
}

journey("after wrong passwords a stranger has to wait, and a device that was signed in before need not", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  const { page: own } = await ownBrowser(guide, ada);
  const other = await guide.visit();
  const { page } = other;
  other.expect(401, "/auth/login");
  other.expect(429, "/auth/login");
  await page.goto("/sign-in");
  for (let failure = 1; failure <= freeFailures; failure += 1) {
    await fill(page, "Email", ada.email);
    await fill(page, "Password", `a guess of number ${failure}`);
    const answer = page.waitForResponse((response) => response.url().endsWith("/auth/login"));
    await press(page, "Sign in");
    await answer;
    await page.getByRole("button", { name: "Sign in", exact: true }).and(page.locator(":not([aria-busy=true])")).waitFor();
  }
  await press(page, "Sign in");
  await seeText(page, "Too many wrong passwords");
  assert.equal(await typed(page, "Password"), `a guess of number ${freeFailures}`, "What was typed stays.");
  await seeText(page, "You can try again now.");

  await signIn(own, ada);
  await seePath(own, "/");
  await fill(page, "Password", ada.password);
  await press(page, "Sign in");
  await seePath(page, "/");
});

journey("while many guess at an address, a mailed link lets its owner sign in with a new browser", async (guide) => {
  const { world, visit } = guide;
  const ada = await resident(world, "Ada Okafor");
  for (let attempt = 1; attempt <= attemptsOfAnAddress; attempt += 1)
    await assert.rejects(signInByApi(world, { ...ada, password: "a guess from all over" }), /invalid_credentials/);
  const { link, subject } = await nextLink(world, ada.email);
  assert.equal(subject, "Sign-in to your account is slowed down");

  const visitor = await visit();
  const { page } = visitor;
  visitor.expect(429, "/auth/login");
  await page.goto("/sign-in");
  await signIn(page, ada);
  await seeText(page, "Too many wrong passwords");
  await page.getByRole("button", { name: /^Try again in/ }).waitFor();

  await page.goto(link);
  // The secret is not left in the address.
  await page.waitForURL(`${world.origin}/unblock`);
  await press(page, "Let this browser in");
  await seePath(page, "/sign-in");
  await seeText(page, "This browser may sign in at once");
  await seeTyped(page, "Email", ada.email);
  await fill(page, "Password", ada.password);
  await press(page, "Sign in");
  await seePath(page, "/");
  await seeText(page, "Many wrong passwords for your account");

  visitor.expect(410, "/auth/unblock");
  const again = await visitor.newTab();
  await again.goto(link);
  await press(again, "Let this browser in");
  await seeText(again, "This link no longer works");
});
