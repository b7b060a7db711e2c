import assert from "node:assert/strict";
import { answer, choose, fill, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { call, resident, signInByApi, type Person } from "./people.ts";
import { seePage, seePath, seeText, typed } from "./see.ts";
import type { Visitor } from "./browser.ts";
import type { World } from "./world.ts";

const journey = journeys();

journey("a session that has ended leads to sign-in, and from there back to the very page", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const visitor = await visitAs(ada);
  const { page } = visitor;
  await page.goto("/");
  await seeText(page, "Recent activity");
  await endBrowserSessions(world, ada, visitor);
  await page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(page, "/sign-in?next=%2Fme%2Factivity");
  await signIn(page, ada);
  await seePath(page, "/me/activity");
  await seePage(page, "Activity");
});

journey("a session that ends under a form with something unsaved leaves the form where it is", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const visitor = await visitAs(ada);
  const { page } = visitor;
  await page.goto("/me/profile");
  await fill(page, "Name", "Typed before the end");
  await endBrowserSessions(world, ada, visitor);
  await page.getByRole("button", { name: "Save name" }).click();
  await seeText(page, "Your session has ended; what you typed is still here.");
  assert.equal(await typed(page, "Name"), "Typed before the end");

  const [other] = await Promise.all([
    visitor.context.waitForEvent("page"),
    page.getByRole("link", { name: "Sign in in a new tab" }).click(),
  ]);
  await signIn(other, ada);
  await seePage(other, "Overview");
  await page.getByText("Your session has ended").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Save name" }).click();
  await seeText(page, "Name saved");
});

journey("sign-in never leads away from this origin", async ({ world, visitAs }) => {
  const { page } = await visitAs(await resident(world, "Ada Okafor"));
  await page.goto("/");
  await seePage(page, "Overview");
  const elsewhere = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/.//evil.example",
    "/sign-in",
  ];
  for (const next of elsewhere) {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
    await seePath(page, "/");
    assert.equal(new URL(page.url()).origin, world.origin, `next=${next}`);
    await seePage(page, "Overview");
  }
});

journey("signing out in one tab signs out the others at once", async ({ world, visitAs }) => {
  const visitor = await visitAs(await resident(world, "Ada Okafor"));
  const { page: first } = visitor;
  const second = await visitor.newTab();
  for (const page of [first, second]) {
    // The last that a page asks for by itself.
    const settled = page.waitForResponse((response) => response.url().includes("/me/notices"));
    await page.goto("/me/activity");
    await seePage(page, "Activity");
    await settled;
  }
  const asked: string[] = [];
  second.on("request", (request) => request.url().includes("/api/") && asked.push(request.url()));
  await choose(first, "This device");
  await seePath(first, "/sign-in");
  await seePath(second, "/sign-in");
  assert.deepEqual(
    asked.filter((url) => !url.endsWith("/auth/options")),
    [],
    "The other tab was told, it did not have to ask.",
  );
  assert.deepEqual(await visitor.context.cookies(), [], "No cookie is left.");
});

journey("other devices can be signed out, and this one stays", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const [here, elsewhere] = [await visitAs(ada), await visitAs(ada)];
  for (const { page } of [here, elsewhere]) await page.goto("/");
  await seeText(elsewhere.page, "Recent activity");
  await choose(here.page, "Other devices…");
  await answer(here.page, "Sign out others");
  await seeText(here.page, "Other devices signed out");

  expectEnd(elsewhere);
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");
  await here.page.reload();
  await seePage(here.page, "Overview");
});

journey("signing out everywhere ends every session, this one too", async ({ world, visitAs }) => {
  const ada = await resident(world, "Ada Okafor");
  const [here, elsewhere] = [await visitAs(ada), await visitAs(ada)];
  for (const { page } of [here, elsewhere]) await page.goto("/");
  await seeText(elsewhere.page, "Recent activity");
  await choose(here.page, "Everywhere…");
  await answer(here.page, "Sign out everywhere");
  await seePath(here.page, "/sign-in");
  expectEnd(elsewhere);
  await elsewhere.page.getByRole("link", { name: "Activity", exact: true }).click();
  await seePath(elsewhere.page, "/sign-in?next=%2Fme%2Factivity");
  const live = "select count(*)::int as live from sessions s join users u on u.id = s.user_id where u.email = $1 and s.ended_at is null";
  assert.deepEqual(await world.database.query(live, [ada.email]), [{ live: 0 }]);
});

/** Ends the person's sessions from outside, as another device does. */
async function endBrowserSessions(world: World, person: Person, visitor: Visitor): Promise<void> {
  const { accessToken } = await signInByApi(world, person);
  await call(world, "POST /auth/logout", { accessToken, body: { scope: "others" } });
  expectEnd(visitor);
}

function expectEnd(visitor: Visitor): void {
  for (const path of ["/api/v1/me", "/me/activity", "/me/notices", "/auth/refresh"]) visitor.expect(401, path);
}
