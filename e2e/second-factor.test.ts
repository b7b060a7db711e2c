import assert from "node:assert/strict";
import { addApp, codeOfApp, wrongCodeOfApp } from "./factors.ts";
import { answer, fill, press, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { promote, resident } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";

const journey = journeys();

journey(
  "an authenticator app is set up on the security page, and its codes are asked for from then on",
  async ({ world, visitAs, visit }) => {
    const ada = await resident(world, "Ada Okafor");
    const { page } = await visitAs(ada);
    await page.goto("/me/security");
    await press(page, "Set up the authenticator app");
    await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
    const secret = (await page.locator("code", { hasText: /^[A-Z2-7 ]{20,}$/ }).textContent()) ?? "";
    await page.getByLabel("Code that the app shows").fill(codeOfApp(secret));
    await page.getByRole("alertdialog", { name: "Save your recovery codes" }).waitFor();
    await page.keyboard.press("Escape");
    const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allTextContents();
    assert.equal(codes.length, 10);
    const [saved] = await Promise.all([page.waitForEvent("download"), answer(page, "Save as a file")]);
    assert.match(saved.suggestedFilename(), /recovery-codes.*\.txt$/);
    await answer(page, "Done");
    await seeText(page, "10 of 10 left");
    await seeText(page, "On since");

    const elsewhere = (await visit()).page;
    await elsewhere.goto("/sign-in?next=%2Fme%2Fprofile");
    await signIn(elsewhere, ada);
    await elsewhere.getByRole("heading", { name: "Second step" }).waitFor();
    await elsewhere.getByLabel("Code from your authenticator app").fill(codeOfApp(secret, 1));
    await seePath(elsewhere, "/me/profile");
    await seePage(elsewhere, "Profile");
  },
);

journey("a wrong code is said to be wrong, and the right one still leads in", async ({ world, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const { secret } = await addApp(world, ada);
  const visitor = await visit();
  const { page } = visitor;
  visitor.expect(422, "/auth/second-factor/totp");
  await page.goto("/sign-in");
  await signIn(page, ada);
  const code = page.getByLabel("Code from your authenticator app");
  await code.fill(wrongCodeOfApp(secret));
  await seeText(page, "This is not the code that the app shows now");
  await code.fill(codeOfApp(secret));
  await seePath(page, "/");
});

journey("a second step that is left by a reload starts over, and says so", async ({ world, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const { secret } = await addApp(world, ada);
  const { page } = await visit();
  await page.goto("/sign-in");
  await signIn(page, ada);
  await page.getByRole("heading", { name: "Second step" }).waitFor();
  await page.reload();
  await seeText(page, "The second step was left");
  await signIn(page, ada);
  await page.getByLabel("Code from your authenticator app").fill(codeOfApp(secret));
  await seePath(page, "/");
});

journey("a recovery code lets a person in once, and not twice", async ({ world, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const { recoveryCodes } = await addApp(world, ada);
  const [code = ""] = recoveryCodes;
  const first = (await visit()).page;
  await first.goto("/sign-in");
  await signIn(first, ada);
  await press(first, "Use a recovery code");
  await fill(first, "Recovery code", code);
  await press(first, "Sign in");
  await seePath(first, "/");
  await first.goto("/me/security");
  await seeText(first, "9 of 10 left");

  const visitor = await visit();
  visitor.expect(422, "/auth/second-factor/recovery-code");
  const { page: second } = visitor;
  await second.goto("/sign-in");
  await signIn(second, ada);
  await press(second, "Use a recovery code");
  await fill(second, "Recovery code", code);
  await press(second, "Sign in");
  await seeText(second, "This is not a recovery code of yours that is left");
});

journey("an administrator without a second factor is led to set one up, and is let in with it", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const visitor = await visitAs(ada);
  const { page } = visitor;
  visitor.expect(403, "/api/v1/invitations");
  await promote(world, ada);
  await world.database.query(
    "update sessions set authentication_methods = '{pwd}' where user_id = (select id from users where email = $1)",
    [ada.email],
  );
  await page.goto("/");
  await page.getByRole("link", { name: "Set one up" }).click();
  await seePage(page, "Security");
  await seeText(page, "Administrators need a second factor");
  await press(page, "Set up the authenticator app");
  const secret = (await page.locator("code", { hasText: /^[A-Z2-7 ]{20,}$/ }).textContent()) ?? "";
  await page.getByLabel("Code that the app shows").fill(codeOfApp(secret));
  await answer(page, "I keep them elsewhere");
  await page.getByRole("link", { name: "Invitations", exact: true }).filter({ visible: true }).click();
  await seeText(page, "Nobody is invited");
  assert.equal(await page.getByText("Administrators need a second factor").count(), 0);

  visitor.expect(409, "/api/v1/me/totp");
  await page.goto("/me/security");
  await press(page, "Remove the authenticator app");
  await answer(page, "Remove app");
  await seeText(page, "The authenticator app is still there");
});
