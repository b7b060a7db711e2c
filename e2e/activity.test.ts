import assert from "node:assert/strict";
import { journeys } from "./journey.ts";
import { call, resident, signInByApi } from "./people.ts";
import { seeText } from "./see.ts";

const journey = journeys();
const pageSize = 50;

journey("the activity page shows every event of one's own account, newest first, page after page", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const mia = await resident(world, "Mia Castellanos");
  await assert.rejects(signInByApi(world, { ...ada, password: "not what it is" }), /invalid_credentials/);
  const { accessToken } = await signInByApi(world, ada);
  for (let step = 1; step <= pageSize; step += 1) await call(world, "PATCH /me", { accessToken, body: { name: `Ada number ${step}` } });
  await signInByApi(world, mia);

  const { page } = await visitAs(ada);
  await page.goto("/me/activity");
  const rows = page
    .getByRole("table", { name: "Your activity" })
    .getByRole("row")
    .filter({ has: page.getByRole("button") });
  await rows.nth(pageSize - 1).waitFor();
  assert.equal(await rows.count(), pageSize);
  const newest = await rows.nth(0).textContent();
  assert.match(newest ?? "", /Signed in/);

  await page.getByRole("button", { name: "Load more" }).click();
  await seeText(page, "Created this account");
  // Registered, refused once, signed in twice, and all the names.
  assert.equal(await rows.count(), pageSize + 4);
  await seeText(page, "Tried to sign in with a wrong password");
  assert.equal(await page.getByText(mia.email).count(), 0, "Nothing of anybody else's.");

  const renamed = rows.filter({ hasText: "Ada number 50" });
  await renamed.getByRole("button").click();
  for (const fact of ["user.updated", "Ada number 49", "Ada number 50"]) await seeText(page, fact);
});
