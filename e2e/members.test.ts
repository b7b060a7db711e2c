import assert from "node:assert/strict";
import type { Request } from "playwright-core";
import { answer, fill, press, signIn, typeCode } from "./forms.ts";
import { journeys } from "./journey.ts";
import { goodPassword, nextLink, resident, stranger } from "./people.ts";
import { seePage, seePath, seeReady, seeText, seeTyped } from "./see.ts";
import { found, invite, join } from "./tenants.ts";

const journey = journeys({}, { mailbox: true });

journey(
  "who is invited joins with a new account from the mail, gets another role, is removed, and is out on the next click",
  async (guide) => {
    const { world } = guide;
    const ada = await resident(world, "Ada Okafor");
    await found(world, ada, "Northwind", "invites");
    const { page } = await guide.visitAs(ada);
    await page.goto("/o/invites/members");
    const grace = stranger("Grace Hopper");
    await fill(page, "Addresses", `"Hopper, Grace" <${grace.email}>, ${ada.email}`);
    await press(page, "Invite");
    await seeText(page, "1 person is invited");
    await seeText(page, "Is a member already");
    await press(page, "Done");
    await page.getByRole("link", { name: "Invited 1" }).click();
    await seeText(page, "Developer");

    const visitor = await guide.visit();
    const token = new URL((await nextLink(world, grace.email)).link);
    const sent: string[] = [];
    visitor.context.on("request", (request: Request) => sent.push(`${request.url()} ${request.headers()["referer"] ?? ""}`));
    const theirs = visitor.page;
    await theirs.goto(token.href);
    await seePage(theirs, "Join Northwind");
    await seeText(theirs, "Ada Okafor invites you as Developer.");
    await theirs.getByRole("link", { name: "Create an account" }).click();
    await seePage(theirs, "Create an account");
    await seeReady(theirs);
    await seeTyped(theirs, "Email", grace.email);
    await fill(theirs, "Name", grace.name);
    await fill(theirs, "Password", goodPassword);
    await press(theirs, "Create account");
    await seePath(theirs, "/o/invites");
    await seePage(theirs, "Northwind");
    assert.deepEqual(
      sent.filter((url) => url.includes(token.hash.slice("#token=".length))),
      [],
      "The secret of the link stands in no address that is sent.",
    );

    await page.goto("/o/invites/members");
    await page.getByLabel("Role of Grace Hopper").selectOption("viewer");
    await seeText(page, "Was Developer.");
    visitor.expect(403, "/roles");
    await theirs.getByRole("link", { name: "Members" }).click();
    await seeText(theirs, "Ada Okafor");
    await theirs.getByText("Viewer").filter({ visible: true }).first().waitFor();

    await press(page, "Remove Grace Hopper…");
    await seeText(page, "You can invite them again.");
    await answer(page, "Remove");
    await seeText(page, "Grace Hopper removed");
    visitor.expect(404, "");
    await theirs.getByRole("link", { name: "Settings" }).click();
    await seePath(theirs, "/");
    await seePage(theirs, "Overview");
  },
);

journey("who opens an invitation while signed in as somebody else is told, switches, and joins as the right person", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const grace = await resident(world, "Grace Hopper");
  const tenant = await found(world, ada, "Northwind", "switched");
  await invite(world, tenant, ada, grace.email, "viewer");
  const { link } = await nextLink(world, grace.email);
  const { page } = await guide.visitAs(await resident(world, "Tom Ek"));
  await page.goto("/");
  await seePage(page, "Overview");
  await page.goto(link);
  await seeText(page, "You are signed in with another address");
  await press(page, "Switch account");
  await seePath(page, "/sign-in?next=%2Fjoin");
  await seeReady(page);
  await seeTyped(page, "Email", grace.email);
  await signIn(page, grace);
  await seePath(page, "/join");
  await press(page, "Join Northwind");
  await seePath(page, "/o/switched");
  await seePage(page, "Northwind");
});

journey("an invitation that was withdrawn is over, and one that is declined lets nobody in", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const grace = await resident(world, "Grace Hopper");
  const tenant = await found(world, ada, "Northwind", "withdrawn");
  await invite(world, tenant, ada, grace.email, "viewer");
  const { link } = await nextLink(world, grace.email);
  const visitor = await guide.visitAs(grace);
  const { page } = visitor;
  await page.goto("/");
  await seePage(page, "Overview");
  await page.goto(link);
  await press(page, "Decline");
  await seePage(page, "Invitation declined");
  visitor.expect(410, "/look");
  await page.goto("/");
  await page.goto(link);
  await seePage(page, "This invitation is over");
});

journey("a domain is proven by a code from its postmaster, and a stranger with an address there joins", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  await found(world, ada, "Northwind", "proven");
  const visitor = await guide.visitAs(ada);
  const { page } = visitor;
  await page.goto("/o/proven/domains");
  visitor.expect(409, "/domains");
  await fill(page, "Mail domain", "gmail.com");
  await press(page, "Add domain");
  await seeText(page, "Anybody can get an address at this domain");
  await fill(page, "Mail domain", "ada@northwind.example");
  await page.getByLabel("People with an address there", { exact: true }).selectOption("auto_join");
  await press(page, "Add domain");
  await press(page, "Send the code");
  const { code = "" } = await world.mailbox.next("postmaster@northwind.example");
  await typeCode(page, code);
  await seeText(page, /^Proven/);

  const { page: theirs } = await guide.visitAs(await resident(world, "Grace Hopper"), { isNewcomer: true });
  await theirs.goto("/");
  await seePath(theirs, "/welcome");
  await press(theirs, "Join Northwind");
  await seePath(theirs, "/o/proven");
  await seePage(theirs, "Northwind");
});

journey("where a domain has people ask, who may invite sees how many do, and lets them in", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Southwind", "asked");
  await world.database.query("delete from organization_domains");
  await world.database.query(
    `insert into organization_domains (id, organization_id, domain, mode, new_member_role, created_at, verified_at)
     values (gen_random_uuid(), $1, 'northwind.example', 'request', 'viewer', now(), now())`,
    [tenant.id],
  );
  const { page: theirs } = await guide.visitAs(await resident(world, "Grace Hopper"));
  await theirs.goto("/");
  await press(theirs, "Ask to join Southwind");
  await seeText(theirs, "Somebody there decides.");

  const { page } = await guide.visitAs(ada);
  await page.goto("/o/asked");
  await page.getByRole("link", { name: /^Members ?, ?1 ?asking to join$/ }).click();
  await page.getByRole("link", { name: "Asking to join 1" }).click();
  await press(page, "Let in Grace Hopper");
  await seeText(page, "Nobody asks to join");
  await page.getByRole("link", { name: "Members", exact: true }).last().click();
  await seeText(page, "Grace Hopper");
});

journey("a viewer sees who is a member, and nothing to change it with, but can leave", async (guide) => {
  const { world } = guide;
  const tenant = await found(world, await resident(world, "Tom Ek"), "Northwind", "viewed");
  const ada = await resident(world, "Ada Okafor");
  await join(world, tenant, ada, "viewer");
  const { page } = await guide.visitAs(ada);
  await page.goto("/o/viewed/members");
  await seeText(page, "Tom Ek");
  for (const name of [/^Remove/, /^Invite/, /^Choose/]) assert.equal(await page.getByRole("button", { name }).count(), 0);
  assert.equal(await page.getByRole("combobox").count(), 0);
  assert.equal(await page.getByRole("checkbox").count(), 0);
  assert.equal(await page.getByRole("link", { name: "Domains" }).count(), 0);
  await press(page, "Leave…");
  await answer(page, "Leave");
  await seePath(page, "/");
  await seeText(page, "You left Northwind");
});

journey("several members get another role at once, each with a result of its own", async (guide) => {
  const { world } = guide;
  const ada = await resident(world, "Ada Okafor");
  const tenant = await found(world, ada, "Northwind", "several");
  for (const name of ["Grace Hopper", "Alan Turing", "Tom Ek"]) await join(world, tenant, await resident(world, name), "developer");
  const { page } = await guide.visitAs(ada);
  await page.goto("/o/several/members");
  await page.getByLabel("Choose Grace Hopper").check();
  await page.getByLabel("Choose Tom Ek").check();
  await press(page, "Change their role…");
  await page.getByLabel("Role", { exact: true }).selectOption("admin");
  await answer(page, "Change role");
  await page.getByRole("heading", { name: "2 of 2 members changed" }).waitFor();
  await answer(page, "Close");
  assert.equal(await page.getByLabel("Role of Tom Ek").inputValue(), "admin");
  assert.equal(await page.getByLabel("Role of Alan Turing").inputValue(), "developer");
});
