import { createAccount, fill, press, signIn, typeCode } from "./forms.ts";
import { journeys } from "./journey.ts";
import { nextCode, nextLink, promote, resident, stranger } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";
import type { World } from "./world.ts";

const journey = journeys({}, { mailbox: true });

/** As an operator changes the policy: the process starts anew with other settings. */
async function restart({ api }: World, settings: Record<string, string>): Promise<void> {
  await api.crash();
  await api.start(settings);
}

journey(
  "where only some domains may register, an address of another is refused at its field, and one of theirs comes in",
  async (guide) => {
    const { world, visit } = guide;
    await restart(world, { REGISTRATION: "domains", REGISTRATION_DOMAINS: "northwind.example,southwind.example" });
    const { page, expect } = await visit();
    expect(422, "/auth/register");
    const ada = stranger("Ada Okafor");
    await page.goto("/sign-up");
    await seeText(page, "For addresses at northwind.example or southwind.example.");
    await createAccount(page, { ...ada, email: "ada@elsewhere.example" });
    await seeText(page, "Only addresses at northwind.example or southwind.example can register here.");
    await fill(page, "Email", ada.email);
    await press(page, "Create account");
    await seePage(page, "Confirm your address");
    await typeCode(page, (await nextCode(world, ada.email)).code);
    await seePath(page, "/");
  },
);

journey("while registration is closed nobody is led to it, and who comes by its address is told", async ({ world, visit }) => {
  await restart(world, { REGISTRATION: "closed" });
  const { page } = await visit();
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).waitFor();
  await page.getByRole("link", { name: "Create an account" }).waitFor({ state: "detached" });
  await page.goto("/sign-up");
  await seePage(page, "No new accounts here");
});

journey("an administrator invites somebody, who registers from the mail without a code, once", async ({ world, visit, visitAs }) => {
  await restart(world, {});
  const ada = await resident(world, "Ada Okafor");
  await restart(world, { REGISTRATION: "invitation" });
  const office = await visitAs(ada);
  await promote(world, ada);
  await office.page.goto("/instance/invitations");
  const mia = stranger("Mia Castellanos");
  await fill(office.page, "Email", mia.email);
  await press(office.page, "Invite");
  await seeText(office.page, "Invitation sent");
  await office.page.getByRole("button", { name: `Revoke the invitation of ${mia.email}` }).waitFor();

  const { page } = await visit();
  await page.goto("/sign-up");
  await seePage(page, "By invitation only");
  const { link } = await nextLink(world, mia.email);
  await page.goto(link);
  await seePage(page, "Create an account");
  // The secret is not left in the address.
  await page.waitForURL(`${world.origin}/sign-up`);
  await page.getByText("You are invited.").waitFor();
  await fill(page, "Name", mia.name);
  await fill(page, "Password", mia.password);
  await press(page, "Create account");
  await seePath(page, "/");
  await seeText(page, mia.email);

  const late = await visit();
  late.expect(410, "/auth/invitations/look");
  await late.page.goto(link);
  await seePage(late.page, "This invitation no longer works");
  await office.page.reload();
  await seeText(office.page, "Nobody is invited");
});

journey("a revoked invitation opens no form", async ({ world, visit, visitAs }) => {
  await restart(world, {});
  const ada = await resident(world, "Ada Okafor");
  const { page } = await visitAs(ada);
  await promote(world, ada);
  await page.goto("/instance/invitations");
  const { email } = stranger("Mia Castellanos");
  await fill(page, "Email", email);
  await press(page, "Invite");
  await page.getByRole("button", { name: `Revoke the invitation of ${email}` }).click();
  await press(page, "Revoke invitation");
  await seeText(page, `Invitation of ${email} revoked`);
  const late = await visit();
  late.expect(410, "/auth/invitations/look");
  await late.page.goto((await nextLink(world, email)).link);
  await seePage(late.page, "This invitation no longer works");
  await late.page.getByRole("link", { name: "create an account" }).waitFor();
});

journey("where work is asked for, the page solves the puzzle by itself, for a new account and for a new password", async (guide) => {
  const { world, visit } = guide;
  await restart(world, { PROOF_OF_WORK: "always" });
  const { page, expect } = await visit();
  for (const path of ["/auth/register", "/auth/recovery"]) expect(428, path);
  const ada = stranger("Ada Okafor");
  await page.goto("/sign-up");
  await createAccount(page, ada);
  await seePage(page, "Confirm your address");
  await typeCode(page, (await nextCode(world, ada.email)).code);
  await seePath(page, "/");
  const other = await visit();
  other.expect(428, "/auth/recovery");
  await other.page.goto("/forgot");
  await fill(other.page, "Email", ada.email);
  await press(other.page, "Send the code");
  await seePage(other.page, "Type the code");
  await nextCode(world, ada.email);
  await other.page.goto("/sign-in");
  await signIn(other.page, ada);
  await seePath(other.page, "/");
});
