import assert from "node:assert/strict";
import { addAuthenticator } from "./factors.ts";
import { answer, fill, press, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seePath, seeText } from "./see.ts";
import type { Page } from "playwright-core";

const journey = journeys();

/** Adds a passkey on the security page and keeps the recovery codes elsewhere. */
async function addPasskey(page: Page): Promise<void> {
  await page.goto("/me/security");
  await press(page, "Add a passkey");
  await answer(page, "I keep them elsewhere");
  await page.getByRole("button", { name: /^Remove / }).waitFor();
}

async function signOut(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /account$/i })
    .filter({ visible: true })
    .click();
  await page.getByRole("menuitem", { name: "This device" }).click();
  await seePath(page, "/sign-in");
}

journey("a passkey that is offered at the address field signs in, with nothing typed", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visitAs(ada);
  const authenticator = await addAuthenticator(page);
  await addPasskey(page);
  assert.equal(await authenticator.count(), 1);
  await authenticator.present(false);
  await signOut(page);
  assert.equal(await page.getByLabel("Email", { exact: true }).getAttribute("autocomplete"), "username webauthn");
  await authenticator.present(true);
  await page.reload();
  await seePath(page, "/");
  await page.goto("/me/security");
  await seeText(page, "A passkey");
});

journey("a passkey signs in by the button, and is the second factor after a password", async ({ world, visitAs, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visitAs(ada);
  const authenticator = await addAuthenticator(page);
  await addPasskey(page);
  await authenticator.present(false);
  await signOut(page);
  await signIn(page, ada);
  await page.getByRole("heading", { name: "Second step" }).waitFor();
  await authenticator.present(true);
  await press(page, "Use a passkey");
  await seePath(page, "/");

  const other = (await visit()).page;
  await other.goto("/sign-in");
  await signIn(other, ada);
  await other.getByRole("heading", { name: "Second step" }).waitFor();
  await other.getByRole("button", { name: "Use a recovery code" }).waitFor();
});

journey("a passkey is named, found again under its name, and removed; the browser is told", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visitAs(ada);
  const authenticator = await addAuthenticator(page);
  await addPasskey(page);
  await page.getByRole("button", { name: /^Rename / }).click();
  await fill(page, "Name of this passkey", "Work laptop");
  await press(page, "Save name");
  await page.reload();
  await press(page, "Remove Work laptop");
  await seeText(page, "It is your only second factor");
  await answer(page, "Remove passkey");
  await seeText(page, "Work laptop removed");
  await seeText(page, "Your password is all that guards this account");
  for (let tries = 0; tries < 40 && (await authenticator.count()) > 0; tries += 1) await page.waitForTimeout(50);
  assert.equal(await authenticator.count(), 0, "The authenticator still offers what was removed.");
});
