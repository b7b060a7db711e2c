import assert from "node:assert/strict";
import { fill, press } from "./forms.ts";
import { journeys } from "./journey.ts";
import { resident } from "./people.ts";
import { seePage, seePath, seeReady, seeText, typed } from "./see.ts";

const journey = journeys({ ACCESS_TOKEN_TTL_SECONDS: "2" });

journey("losing the network signs nobody out and loses nothing that was typed", async ({ world, visitAs }) => {
  const visitor = await visitAs(await resident(world, "Ada Okafor"));
  const { context, page } = visitor;
  visitor.expect(401, "/api/v1/me");
  await page.goto("/me/profile");
  await fill(page, "Name", "Ada, typed on the train");

  await visitor.goOffline();
  await seeText(page, "You are offline");
  // The access token has ended meanwhile, so that saving needs a refresh that cannot be had.
  await press(page, "Save name");
  await seeText(page, "What you typed stays here.");
  await seePath(page, "/me/profile");
  assert.equal(await typed(page, "Name"), "Ada, typed on the train");

  await context.setOffline(false);
  await page.getByText("You are offline").first().waitFor({ state: "hidden" });
  await press(page, "Save name");
  await seeText(page, "Name saved");
});

journey("while the API is away a reload waits for it, and the page opens by itself when it is back", async ({ world, visitAs }) => {
  const visitor = await visitAs(await resident(world, "Ada Okafor"));
  const { page } = visitor;
  await page.goto("/me/activity");
  await seeText(page, "Created this account");

  visitor.expectNoAnswers();
  await world.api.crash();
  await page.reload();
  await seeText(page, "Reconnecting…");
  await seePath(page, "/me/activity");
  await world.api.start();
  await seeText(page, "Created this account");
  await seePath(page, "/me/activity");
});

journey("what was typed survives a restart of the API and is saved afterwards", async ({ world, visitAs }) => {
  const visitor = await visitAs(await resident(world, "Ada Okafor"));
  const { page } = visitor;
  await page.goto("/me/profile");
  await fill(page, "Name", "Ada, patient");
  visitor.expectNoAnswers();
  visitor.expect(401, "/api/v1/me");
  await world.api.crash();
  await press(page, "Save name");
  await page.getByRole("button", { name: "Save name" }).and(page.locator(":not([aria-busy])")).waitFor();
  assert.equal(await typed(page, "Name"), "Ada, patient");
  await seePath(page, "/me/profile");
  // The access token ends, and the page knows that it has to wait.
  await seeText(page, "Reconnecting…");
  await world.api.start();
  await page.getByText("Reconnecting…").waitFor({ state: "hidden" });
  await press(page, "Save name");
  await seeText(page, "Name saved");
});

journey("the sign-in page says that it needs the network, and keeps what was typed", async ({ visit }) => {
  const visitor = await visit();
  const { context, page } = visitor;
  await page.goto("/sign-in");
  await seeReady(page);
  await fill(page, "Email", "ada@northwind.example");
  await visitor.goOffline();
  await seeText(page, "Signing in needs the network");
  await context.setOffline(false);
  await page.getByText("Signing in needs the network").waitFor({ state: "hidden" });
  assert.equal(await typed(page, "Email"), "ada@northwind.example");
  await seePage(page, "Sign in");
});
