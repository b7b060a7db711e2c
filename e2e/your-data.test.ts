import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { JsonWebKey } from "node:crypto";
import type { Page } from "playwright-core";
import { verifyExport } from "../server/test/export-document.ts";
import { answer, fill, press, signIn } from "./forms.ts";
import { journeys, type Guide } from "./journey.ts";
import { nextLink, resident } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";

const journey = journeys({}, { mailbox: true });

async function download(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const begun = page.waitForEvent("download");
  await act();
  const file = await begun;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

async function publishedKeys({ world }: Guide): Promise<{ keys: Array<JsonWebKey & { kid?: string }> }> {
  return (await (await fetch(`${world.origin}/.well-known/jwks.json`)).json()) as { keys: JsonWebKey[] };
}

async function ageProofs({ world }: Guide, email: string): Promise<void> {
  const hourAgo =
    "update sessions set authenticated_at = now() - interval '1 hour' where user_id = (select id from users where email = $1)";
  await world.database.query(hourAgo, [email]);
}

/** Deletes the account on the page in view; another tab hears of it. */
async function deleteAccount(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto("/me/profile");
  await seePage(other, "Profile");
  await page.goto("/me/data");
  await press(page, "Delete my account…");
  await answer(page, "Delete my account");
  await seePage(page, "Your account is closed");
  await seePage(other, "Sign in");
  await other.close();
}

journey("a person downloads their data, and whoever has the file and the published keys can check it", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  const { page } = await guide.visitAs(ada);
  await page.goto("/me/data");
  const { name, text } = await download(page, () => press(page, "Download my data"));
  await seeText(page, "Your data is downloaded");
  assert.match(name, /^gatehouse-data-\d{4}-\d\d-\d\d\.json$/);
  const { content, claims } = verifyExport(text, await publishedKeys(guide));
  assert.equal(claims["iss"], guide.world.origin);
  assert.equal(content.sections["account"]?.items[0]?.["email"], ada.email);
  assert.equal((await guide.world.mailbox.next(ada.email)).subject, "Your data was downloaded");
});

journey("a download asks for a fresh proof over the page, and then the file comes", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  const visitor = await guide.visitAs(ada);
  const { page } = visitor;
  await page.goto("/me/data");
  await seePage(page, "Your data");
  await ageProofs(guide, ada.email);
  await page.reload();
  await seePage(page, "Your data");
  visitor.expect(403, "/me/export");
  const { text } = await download(page, async () => {
    await press(page, "Download my data");
    await fill(page, "Password", ada.password);
    await press(page, "Confirm");
  });
  verifyExport(text, await publishedKeys(guide));
});

journey("a deletion ends every device on its next request, and the mailed link undoes it", async (guide) => {
  const { world, visitAs } = guide;
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visitAs(ada);
  const elsewhere = await visitAs(ada);
  await elsewhere.page.goto("/");
  await seePage(elsewhere.page, "Overview");
  await deleteAccount(page);
  for (const path of ["/me/activity", "/auth/refresh"]) elsewhere.expect(401, path);
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");

  let { link, subject } = await nextLink(world, ada.email);
  while (subject !== "Your account is closed") ({ link, subject } = await nextLink(world, ada.email));
  const { page: mail } = await guide.visit();
  await mail.goto(link);
  await press(mail, "Keep my account");
  await seePage(mail, "Your account is open again");
  await mail.getByRole("link", { name: "Sign in", exact: true }).click();
  await fill(mail, "Password", ada.password);
  await press(mail, "Sign in");
  await seePath(mail, "/");

  const { page: again, expect } = await guide.visit();
  expect(410, "/auth/deletion/undo");
  await again.goto(link);
  await press(again, "Keep my account");
  await seePage(again, "This link no longer works");
});

journey("signing in to a closed account says until when it can be kept, and keeps it", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  await deleteAccount((await guide.visitAs(ada)).page);
  const { page, expect } = await guide.visit();
  expect(403, "/auth/login");
  await page.goto("/sign-in");
  await signIn(page, ada);
  await seeText(page, "You have closed this account");
  await press(page, "Keep my account");
  await seePath(page, "/");
  await page.goto("/me/activity");
  await seeText(page, "Opened this account again; it is not deleted");
});
