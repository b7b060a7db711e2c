import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { addApp, ageProofs, codeOfApp } from "./factors.ts";
import { answer, fill, press, signIn } from "./forms.ts";
import { journeys } from "./journey.ts";
import { type Person, resident, stranger } from "./people.ts";
import { seePage, seePath, seeText, typed } from "./see.ts";
import type { World } from "./world.ts";

const journey = journeys({}, { providers: true, mailbox: true });

let known = 0;

/** Lets somebody be known at GitHub's stand-in with an address that it has verified; what they type there. */
function atGithub(world: World, { name, email }: Pick<Person, "name" | "email">): string {
  known += 1;
  const login = `somebody-${known}`;
  world.providers.github.people.set(login, { id: 70_000 + known, login, name, emails: [{ email, primary: true, verified: true }] });
  return login;
}

/** Likewise at the OpenID Connect provider. */
function atAcme(world: World, { name, email }: Pick<Person, "name" | "email">): string {
  known += 1;
  const sub = `somebody-${known}`;
  world.providers.acme.people.set(sub, { name, email, email_verified: true });
  return sub;
}

async function allowThere(page: Page, who: string): Promise<void> {
  await page.getByLabel("Sign in as").fill(who);
  await page.getByRole("button", { name: "Allow" }).click();
}

async function continueWith(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: `Continue with ${name}` }).click();
}

journey("a button of the sign-in page leads to the provider and back to where the person was going", async ({ world, visit }) => {
  const { page } = await visit();
  const mia = stranger("Mia Castellanos");
  const who = atGithub(world, mia);
  await page.goto("/sign-in?next=%2Fme%2Fprofile");
  await continueWith(page, "GitHub");
  await allowThere(page, who);
  await seePath(page, "/me/profile");
  await seePage(page, "Profile");
  await page.goto("/me/security");
  await seeText(page, "Your only way in.");
  await seeText(page, "Your account has none.");
});

journey("the sign-up page offers the providers too", async ({ world, visit }) => {
  const { page } = await visit();
  const who = atAcme(world, stranger("Jonas Lindqvist"));
  await page.goto("/sign-up");
  await continueWith(page, "Acme");
  await allowThere(page, who);
  await seePath(page, "/");
  await seeText(page, "Jonas Lindqvist");
});

journey("who has an account already signs in to it once, and from then on the provider leads in", async ({ world, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const who = atAcme(world, ada);
  const { page } = await visit();
  await page.goto("/sign-in");
  await continueWith(page, "Acme");
  await allowThere(page, who);
  await seeText(page, "You have an account here already");
  await signIn(page, ada);
  await seePath(page, "/me/security");
  await seeText(page, "Account connected");
  await page.getByRole("button", { name: "Disconnect Acme" }).waitFor();

  const elsewhere = (await visit()).page;
  await elsewhere.goto("/sign-in");
  await continueWith(elsewhere, "Acme");
  await allowThere(elsewhere, who);
  await seePath(elsewhere, "/");
  await seeText(elsewhere, ada.name);
});

journey("a provider is connected on the security page, and leads in no more once it is disconnected", async ({ world, visitAs, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const who = atGithub(world, { name: ada.name, email: "another.address@northwind.example" });
  const { page } = await visitAs(ada);
  await page.goto("/me/security");
  await press(page, "Connect GitHub");
  await allowThere(page, who);
  await seePath(page, "/me/security");
  await seeText(page, "Account connected");
  await page.getByRole("button", { name: "Disconnect GitHub" }).waitFor();

  const elsewhere = (await visit()).page;
  await elsewhere.goto("/sign-in");
  await continueWith(elsewhere, "GitHub");
  await allowThere(elsewhere, who);
  await seePath(elsewhere, "/");
  await seeText(elsewhere, ada.email);

  await press(page, "Disconnect GitHub");
  await answer(page, "Disconnect");
  await seeText(page, "GitHub disconnected");
  await page.getByRole("button", { name: "Connect GitHub" }).waitFor();
});

journey("a second factor is asked for after a provider, too", async ({ world, visitAs, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  const who = atAcme(world, { name: ada.name, email: "elsewhere@northwind.example" });
  const { page } = await visitAs(ada);
  await page.goto("/me/security");
  await press(page, "Connect Acme");
  await allowThere(page, who);
  await seeText(page, "Account connected");
  const { secret } = await addApp(world, ada);

  const elsewhere = (await visit()).page;
  await elsewhere.goto("/sign-in?next=%2Fme%2Fprofile");
  await continueWith(elsewhere, "Acme");
  await allowThere(elsewhere, who);
  await elsewhere.getByRole("heading", { name: "Second step" }).waitFor();
  await elsewhere.getByLabel("Code from your authenticator app").fill(codeOfApp(secret));
  await seePath(elsewhere, "/me/profile");
});

journey("who turns back at the provider is told so, and nothing has changed", async ({ visit }) => {
  const { page } = await visit();
  await page.goto("/sign-in?next=%2Fme%2Fprofile");
  await continueWith(page, "GitHub");
  await page.getByRole("button", { name: "Turn back" }).click();
  await seePath(page, "/sign-in?next=%2Fme%2Fprofile");
  await seeText(page, "The provider did not sign you in");
});

journey(
  "who has a provider only confirms a dangerous act there, in another tab, and the act goes on in this one",
  async ({ world, visit }) => {
    const visitor = await visit();
    const { page, context } = visitor;
    visitor.expect(403, "/me/totp");
    const mia = stranger("Mia Castellanos");
    const who = atAcme(world, mia);
    await page.goto("/sign-in?next=%2Fme%2Fsecurity");
    await continueWith(page, "Acme");
    await allowThere(page, who);
    await seePath(page, "/me/security");
    await ageProofs(world, mia);
    await page.reload();
    await press(page, "Set up the authenticator app");
    const opened = context.waitForEvent("page");
    await press(page, "Sign in with Acme in a new tab");
    const tab = await opened;
    await allowThere(tab, who);
    await seePath(tab, "/me/security");
    await seeText(tab, "Go on in the tab you came from.");
    await page.getByRole("img", { name: "QR code for the authenticator app" }).waitFor();
  },
);

journey(
  "a provider's button without a network, or while the API is away, leaves the page and what was typed where they are",
  async ({ world, visit }) => {
    const visitor = await visit();
    const { context, page } = visitor;
    const mia = stranger("Mia Castellanos");
    const who = atGithub(world, mia);
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Continue with GitHub" }).waitFor();
    await fill(page, "Email", mia.email);
    await visitor.goOffline();
    await continueWith(page, "GitHub");
    await seeText(page, "Going there needs the network");
    await context.setOffline(false);
    await seeText(page, "You are online again");
    visitor.expect(502, "/auth/options");
    await page.route("**/api/v1/auth/options", (route) => route.fulfill({ status: 502, contentType: "text/html", body: "Bad gateway" }));
    await continueWith(page, "GitHub");
    await seeText(page, "Going there did not work");
    await page.unroute("**/api/v1/auth/options");
    assert.equal(await typed(page, "Email"), mia.email);
    await continueWith(page, "GitHub");
    await allowThere(page, who);
    await seePath(page, "/");
  },
);
