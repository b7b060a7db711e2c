import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { createAccount, fill, press, signIn, typeCode } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident, stranger } from "./people.ts";
import { seePage, seePath, seeText, seeTyped } from "./see.ts";

const keys = {
  ENCRYPTION_KEYS: "one:6cJq2xv0l8mTtq1Hf3n5b7RkYzWdUoEaSgIhPyXwVuM=",
  PASSWORD_PEPPERS: "one:Qm4Yx8sTz1Lk7Vb3Nc9Rd5Wf0Gh2Jp6Aq8Ue4Io7Sy3=",
};
const journey = journeys(keys);
const newPassword = "a quiet brass key for the door";

/** The code of the mail that the page shows, once it is about this. */
async function readCode(mails: Page, subject: string): Promise<string> {
  await mails.getByRole("heading", { level: 2, name: subject }).waitFor();
  const code = await mails
    .getByText(/^\s*\d{4} \d{4}\s*$/m)
    .first()
    .textContent();
  const [digits = ""] = /\d{4} \d{4}/.exec(code ?? "") ?? [];
  return digits;
}

journey("without a mail server an account is used at once, and its address is confirmed from the page of mails", async ({ visit }) => {
  const { context, page, expect } = await visit();
  const ada = stranger("Ada Okafor");
  await page.goto("/sign-up");
  await createAccount(page, ada);
  await seePath(page, "/");
  expect(404, "/me/email-change");
  await page.goto("/me/email");
  await seeText(page, "Not confirmed yet");
  await press(page, "Confirm it");
  await page.getByLabel("Code from the mail").waitFor();
  const [mails] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "read them in a new tab" }).click()]);
  await seePage(mails, "Development mail");
  await typeCode(page, await readCode(mails, "Confirm your address"), "Code from the mail");
  await seeText(page, /^Confirmed/);
});

journey("a forgotten password is found again by the link on the page of mails, which shows each mail as it would look", async (guide) => {
  const ada = await resident(guide.world, "Ada Okafor");
  const { context, page, expect } = await guide.visit();
  // The page of mails is the console's, which asks who is signed in.
  expect(401, "/auth/refresh");
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await fill(page, "Email", ada.email);
  await press(page, "Send the code");
  await seePage(page, "Type the code");
  const [mails] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: "read them in a new tab" }).click()]);
  await mails.getByRole("heading", { level: 2, name: "Set a new password" }).waitFor();
  await seeText(mails, ada.email);
  const letter = mails.frameLocator("iframe");
  await letter.getByRole("link", { name: "Set a new password" }).waitFor();
  assert.match(await letter.locator("body").innerText(), /^Hello,/);

  const [opened] = await Promise.all([context.waitForEvent("page"), mails.getByRole("link", { name: "Open in a new tab" }).click()]);
  await press(opened, "Go on");
  await fill(opened, "New password", newPassword);
  await press(opened, "Save the new password");
  await seePath(opened, "/sign-in");
  await seeTyped(opened, "Email", ada.email);
  await signIn(opened, { ...ada, password: newPassword });
  await seePath(opened, "/");
});

journey("in production there is no page of mails, whatever is asked for", async ({ world, visit }) => {
  await world.api.crash();
  await world.api.start({
    NODE_ENV: "production",
    PUBLIC_URL: "https://gatehouse.example",
    // Nobody answers there, which the API bears.
    REDIS_URL: "redis://127.0.0.1:9",
  });
  for (const path of ["", "?limit=1", "/0193a5b2-7c1e-7d4a-9b3f-4f1c2e8a9d10/html"]) {
    const { status } = await fetch(`${world.origin}/api/v1/development/mails${path}`);
    assert.equal(status, 404, path);
  }
  const visitor = await visit();
  visitor.expect(401, "/auth/refresh");
  visitor.expect(404, "/development/mails");
  await visitor.page.goto("/development/mail");
  await seeText(visitor.page, "No mails are kept here");
  await visitor.page.goto("/forgot");
  await seePage(visitor.page, "No mail here");
  await visitor.page.goto("/sign-in");
  await visitor.page.getByRole("link", { name: "Forgot your password?" }).waitFor({ state: "detached" });
});
