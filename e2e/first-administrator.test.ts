import assert from "node:assert/strict";
import { createAccount, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { stranger } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";

const journey = journeys();

journey("the one-time link makes the first administrator, shows its secret nowhere, and works once", async ({ world, visit }) => {
  const link = await world.operate("administrator-link");
  const token = new URL(link).hash.replace("#token=", "");
  assert.ok(token.length >= 32, "The link carries a long token.");

  const { page } = await visit();
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${JSON.stringify(request.headers())}`));
  await page.goto(link);
  await seePage(page, "First administrator");
  // The page is there before its script, which takes the secret away.
  await page.waitForURL(`${world.origin}/setup`, { waitUntil: "commit" });
  assert.equal(await page.evaluate("history.length"), await page.evaluate("performance.getEntriesByType('navigation').length + 1"));
  await page.goBack();
  assert.equal(page.url(), "about:blank", "The link is in the history, too.");
  await page.goto(link);

  const ada = stranger("Ada Okafor");
  await createAccount(page, ada, "Create administrator");
  await seePath(page, "/");
  await seeText(page, "Administrator of this instance");
  assert.deepEqual(
    sent.filter((request) => request.includes(token)),
    [],
    "No address and no header carried the token.",
  );

  const other = await visit();
  other.expect(410, "/setup/administrator");
  await other.page.goto(link);
  await createAccount(other.page, stranger("Mia Castellanos"), "Create administrator");
  await seePage(other.page, "This link no longer works");
  assert.equal(await world.operate("administrator-link"), "An administrator exists already.");

  await other.page.goto("/sign-in");
  await signIn(other.page, ada);
  await seePath(other.page, "/");
  await seeText(other.page, "Administrator of this instance");
});

journey("the page for the first administrator says what to do when it is opened without the link's secret", async ({ visit }) => {
  const { page } = await visit();
  await page.goto("/setup");
  await seePage(page, "A link is needed here");
  await page.getByRole("link", { name: "Sign in" }).click();
  await seePath(page, "/sign-in");
});
