import { journeys } from "./journey.ts";
import { seePath, seeText } from "./see.ts";
import type { Page } from "playwright-core";

const journey = journeys({}, { providers: true });

/** Leaves the sign-in page as a link of it does. */
async function leaveFor(page: Page, provider: string): Promise<void> {
  await page.goto("/sign-in");
  await page.evaluate((href) => location.assign(href), `/api/v1/auth/providers/${provider}/start?next=%2Fme%2Fprofile`);
}

async function signInThere(page: Page, who: string): Promise<void> {
  await page.getByLabel("Sign in as").fill(who);
  await page.getByRole("button", { name: "Allow" }).click();
}

journey("the way to a provider and back works under the policy of the console, with cookies as a browser sends them", async (guide) => {
  const { world } = guide;
  world.providers.acme.people.set("ada", { email: "ada.okafor@northwind.example", email_verified: true, name: "Ada Okafor" });
  const emails = [{ email: "grace@northwind.example", primary: true, verified: true }];
  world.providers.github.people.set("grace", { id: 7, login: "grace", name: "Grace Obi", emails });
  for (const [provider, who, name] of [
    ["acme", "ada", "Ada Okafor"],
    ["github", "grace", "Grace Obi"],
  ] as const) {
    const { page } = await guide.visit();
    await leaveFor(page, provider);
    await signInThere(page, who);
    await seePath(page, "/me/profile");
    await seeText(page, name);
  }
});
