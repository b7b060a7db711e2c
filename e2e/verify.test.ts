import assert from "node:assert/strict";
import { createAccount, inVain, press, signIn, typeCode, wrongCodes } from "./forms.ts";
import { journeys, type Guide } from "./journey.ts";
import { nextCode, type Person, resident, stranger } from "./people.ts";
import { seePage, seePath, seeText, seeTyped, typed } from "./see.ts";
import type { Visitor } from "./browser.ts";

const journey = journeys({}, { mailbox: true });
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Somebody who has filled the form of a new account, and the mail that came. */
async function newcomer({ world, visit }: Guide, path = "/sign-up"): Promise<Visitor & { ada: Person; code: string; link: string }> {
  const visitor = await visit();
  const ada = stranger("Ada Okafor");
  await visitor.page.goto(path);
  await createAccount(visitor.page, ada);
  await seePage(visitor.page, "Confirm your address");
  return { ...visitor, ada, ...(await nextCode(world, ada.email)) };
}

journey("a new person types the mailed code, is signed in by it, and arrives where they were going", async (guide) => {
  const { page, expect, ada, code } = await newcomer(guide, "/sign-up?next=%2Fme%2Fprofile");
  await seePath(page, "/verify?next=%2Fme%2Fprofile");
  await seeText(page, ada.email);
  const query = "select count(*)::int as accounts from users where email = $1";
  assert.deepEqual(await guide.world.database.query(query, [ada.email]), [{ accounts: 0 }], "Nobody has an account by typing an address.");
  await typeCode(page, `${code.slice(0, 4)}-${code.slice(4)}`);
  await seePath(page, "/me/profile");
  expect(404, "/me/email-change");
  await page.goto("/me/email");
  await seeText(page, /^Confirmed/);
});

journey(
  "the mailed link, opened in the same browser, confirms by one press and leads to sign-in with the address filled",
  async (guide) => {
    const { page, newTab, expect, ada, link } = await newcomer(guide);
    const mail = await newTab();
    await mail.goto(link);
    await seePage(mail, "Confirm your address");
    // The secret is not left in the address.
    await mail.waitForURL(`${guide.world.origin}/confirm`);
    await press(mail, "Confirm this address");
    await seePage(mail, "Address confirmed");
    await mail.getByRole("link", { name: "Go on" }).click();
    await seePage(mail, "Sign in");
    await seeTyped(mail, "Email", ada.email);
    await signIn(mail, ada);
    await seePath(mail, "/");

    expect(410, "/auth/registration/confirm");
    await typeCode(page, "12345678");
    await seeText(page, "This code no longer works");
  },
);

journey("the link, opened on a phone, shows the code there, and typed at the desk it confirms", async (guide) => {
  const { page, ada, code, link } = await newcomer(guide);
  const { page: hand, expect } = await guide.visit(phone);
  await hand.goto(link);
  await seePage(hand, "Type this code where you asked");
  await seeText(hand, `${code.slice(0, 4)} ${code.slice(4)}`);
  assert.equal(await hand.getByRole("button", { name: /confirm/i }).count(), 0, "Nothing can be confirmed there.");
  await typeCode(page, code);
  await seePath(page, "/");
  await seeText(page, ada.email);
  expect(410, "/auth/challenges/look");
  await hand.reload();
  await seePage(hand, "This link no longer works");
});

journey("three wrong codes are told with the tries that are left, and the right one still works", async (guide) => {
  const { page, expect, code } = await newcomer(guide);
  expect(422, "/auth/registration/confirm");
  for (const [index, wrong] of wrongCodes(code, 3).entries()) {
    await typeCode(page, wrong);
    await seeText(page, `${4 - index} tries are left`);
  }
  await typeCode(page, code);
  await seePath(page, "/");
});

journey("after five wrong codes the right one is refused, and a new one that is sent at once works", async (guide) => {
  const { page, expect, ada, code } = await newcomer(guide);
  expect(422, "/auth/registration/confirm");
  expect(410, "/auth/registration/confirm");
  const words = ["4 tries", "3 tries", "2 tries", "One try", "This code no longer works"];
  for (const [index, wrong] of wrongCodes(code, 5).entries()) {
    await typeCode(page, wrong);
    await seeText(page, words[index] ?? "");
  }
  await press(page, "Send a new code");
  await seeText(page, "A new code is on its way");
  const again = await nextCode(guide.world, ada.email);
  await typeCode(page, code);
  await seeText(page, "4 tries are left");
  await typeCode(page, again.code);
  await seePath(page, "/");
});

journey("a new code can be asked for after a minute, and survives a reload and a lost network", async (guide) => {
  const visitor = await guide.visit();
  const { page, context } = visitor;
  const ada = stranger("Ada Okafor");
  await page.clock.install();
  await page.goto("/sign-up");
  await createAccount(page, ada);
  await seePage(page, "Confirm your address");
  const first = await nextCode(guide.world, ada.email);
  await page.getByRole("button", { name: /^Send a new code in/ }).waitFor();
  await page.clock.fastForward("01:01");
  await press(page, "Send a new code");
  await seeText(page, "The one before it no longer works.");
  const second = await nextCode(guide.world, ada.email);

  await page.reload();
  await seeText(page, ada.email);
  visitor.expect(410, "/auth/registration/confirm");
  visitor.expect(422, "/auth/registration/confirm");
  visitor.expectNoAnswers();
  await typeCode(page, first.code);
  await seeText(page, "4 tries are left");
  await visitor.goOffline();
  await seeText(page, "Confirming needs the network");
  await inVain(page, () => typeCode(page, second.code));
  await seeText(page, "What you typed stays here");
  await context.setOffline(false);
  await page.getByText("Confirming needs the network").waitFor({ state: "hidden" });
  assert.equal((await typed(page, "Code")).replace(" ", ""), second.code);
  await press(page, "Confirm");
  // The reload has forgotten the password, which is stored nowhere.
  await seePath(page, "/sign-in");
  await seeText(page, "Your address is confirmed");
  await seeTyped(page, "Email", ada.email);
  await signIn(page, ada);
  await seePath(page, "/");
});

journey("who signs in with an address that was never confirmed is led to the code, and in by it", async ({ world, visit }) => {
  const ada = await resident(world, "Ada Okafor");
  // As of the time before this Gatehouse had a mail server.
  await world.database.query("update users set email_verified_at = null where email = $1", [ada.email]);
  const visitor = await visit();
  const { page } = visitor;
  visitor.expect(403, "/auth/login");
  visitor.expect(401, "/auth/login");
  await page.goto("/sign-in?next=%2Fme%2Factivity");
  await signIn(page, { ...ada, password: "not what it is" });
  await seeText(page, "This email and password do not match an account.");
  assert.equal(world.mailbox.all(ada.email).length, 1, "A wrong password mails nothing.");
  await signIn(page, ada);
  await seePage(page, "Confirm your address");
  await typeCode(page, (await nextCode(world, ada.email)).code);
  await seePath(page, "/me/activity");
});

journey("the first administrator confirms the address too, and after a typo gets another link", async ({ world, visit }) => {
  const { page, expect } = await visit();
  expect(403, "/auth/login");
  for (const mistyped of [true, false]) {
    const ada = stranger("Ada Okafor");
    await page.goto("about:blank");
    await page.goto(await world.operate("administrator-link"));
    await createAccount(page, ada, "Create administrator");
    await seePage(page, "Confirm your address");
    const { code } = await nextCode(world, ada.email);
    if (mistyped) continue;
    await typeCode(page, code);
    await seePath(page, "/");
    await seeText(page, "Administrator of this instance");
  }
  assert.equal(await world.operate("administrator-link"), "An administrator exists already.");
});
