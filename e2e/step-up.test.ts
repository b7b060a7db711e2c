import assert from "node:assert/strict";
import { addApp, ageProofs, codeOfApp, wrongCodeOfApp } from "./factors.ts";
import { answer, fill, press, typeCode } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seeText, typed } from "./see.ts";

const journey = journeys();
const question = "Confirm that it is you";

journey("a fresh proof is asked for over the page, and the same request goes out again", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const visitor = await visitAs(ada);
  await ageProofs(world, ada);
  const { page } = visitor;
  for (const path of ["/me/totp", "/me/step-up"]) visitor.expect(path === "/me/totp" ? 403 : 422, path);
  await page.goto("/me/security");
  await press(page, "Set up the authenticator app");
  await page.getByRole("alertdialog", { name: question }).waitFor();
  const password = page.getByRole("alertdialog").getByRole("textbox", { name: "Password" });
  await password.fill("not what it is at all");
  await answer(page, "Confirm");
  await seeText(page, "This is not your password.");
  await password.fill(ada.password);
  await answer(page, "Confirm");
  await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
  assert.deepEqual(
    await world.database.query(
      "select count(*)::int as count from totp_credentials t join users u on u.id = t.user_id where u.email = $1",
      [ada.email],
    ),
    [{ count: 1 }],
  );
});

journey("what is being typed on the page is not lost to the question, whether it is answered or not", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const visitor = await visitAs(ada);
  const { secret } = await addApp(world, ada);
  await ageProofs(world, ada);
  const { page } = visitor;
  visitor.expect(403, "/me/recovery-codes");
  visitor.expect(422, "/me/step-up");
  await world.database.query(
    `insert into passkeys (id, user_id, credential_id, public_key, counter, transports, is_backup_eligible, is_backed_up, name, created_at)
     select gen_random_uuid(), id, decode('01', 'hex'), decode('01', 'hex'), 0, '{}', false, false, 'Phone', now() from users where email = $1`,
    [ada.email],
  );
  await page.goto("/me/security");
  await press(page, "Rename Phone");
  await fill(page, "Name of this passkey", "Half a na");

  await press(page, "Make new codes");
  await answer(page, "Make new codes");
  await page.getByRole("alertdialog", { name: question }).waitFor();
  await page.keyboard.press("Escape");
  await seeText(page, "You did not confirm that it is you, so nothing was changed.");
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
  assert.equal(await typed(page, "Name of this passkey"), "Half a na");

  await press(page, "Make new codes");
  await answer(page, "Make new codes");
  await press(page, "Use the authenticator app");
  await typeCode(page, wrongCodeOfApp(secret), "Code from the authenticator app");
  await seeText(page, "This is not the code that the app shows now.");
  await typeCode(page, codeOfApp(secret), "Code from the authenticator app");
  await page.getByRole("alertdialog", { name: "Save your recovery codes" }).waitFor();
  await answer(page, "I keep them elsewhere");
  assert.equal(await typed(page, "Name of this passkey"), "Half a na");
});
