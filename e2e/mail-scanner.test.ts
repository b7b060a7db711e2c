import assert from "node:assert/strict";
import { createAccount, fill, press, typeCode } from "./forms.ts";
import { journeys, type Guide } from "./journey.ts";
import { nextCode, resident, stranger } from "./people.ts";
import { seePage, seePath, seeText } from "./see.ts";

const journey = journeys({}, { mailbox: true });
const newPassword = "a quiet brass key for the door";

/** What scanners of mailboxes do with each link before its reader sees it: ask for it, and open it in a browser of their own. */
async function scan({ world, visit }: Guide, link: string): Promise<void> {
  const { origin, pathname, hash } = new URL(link);
  const [challengeId = "", secret = "", code = ""] = hash.slice(1).split(".");
  const api = ["auth/registration/confirm", "auth/recovery/prove", "auth/recovery/complete", "auth/challenges/look"];
  const queries = [`challengeId=${challengeId}&secret=${secret}`, `challengeId=${challengeId}&code=${code}`];
  const addresses = [
    origin + pathname,
    // A fragment is not sent, but some scanners rewrite addresses.
    `${origin}${pathname}?${hash.slice(1)}`,
    `${origin}${pathname}/${hash.slice(1)}`,
    ...api.flatMap((path) => queries.map((query) => `${origin}/api/v1/${path}?${query}`)),
  ];
  for (const method of ["HEAD", "GET"]) for (const address of addresses) await fetch(address, { method });
  // Whoever sends the secret from elsewhere learns that it is another browser's, and uses nothing up.
  const headers = { "Content-Type": "application/json", "X-Gatehouse": "1", Origin: world.origin };
  for (const path of api.slice(0, 2)) {
    const answer = await fetch(`${origin}/api/v1/${path}`, { method: "POST", headers, body: JSON.stringify({ challengeId, secret }) });
    assert.ok([409, 410].includes(answer.status), `${path} was answered ${answer.status}`);
  }
  const { page } = await visit();
  await page.goto(link);
  await seePage(page, "Type this code where you asked");
}

/** How many of these addresses have an account. */
async function countAccounts({ world }: Guide, email: string): Promise<number> {
  const [row] = await world.database.query<{ count: number }>("select count(*)::int as count from users where email = $1", [email]);
  return row?.count ?? 0;
}

for (const way of ["code", "link"] as const) {
  journey(`a scanner opens the link of a registration first, and the ${way} still confirms it, once`, async (guide) => {
    const { page, newTab, expect } = await guide.visit();
    const ada = stranger("Ada Okafor");
    await page.goto("/sign-up");
    await createAccount(page, ada);
    const { code, link } = await nextCode(guide.world, ada.email);
    await scan(guide, link);
    assert.equal(await countAccounts(guide, ada.email), 0, "The scanner has confirmed nothing.");

    const mail = await newTab();
    await mail.goto(link);
    await seePage(mail, "Confirm your address");
    if (way === "code") await typeCode(page, code);
    else await press(mail, "Confirm this address");
    await (way === "code" ? seePath(page, "/") : seePage(mail, "Address confirmed"));
    assert.equal(await countAccounts(guide, ada.email), 1);

    expect(410, "/auth/registration/confirm");
    if (way === "code") await press(mail, "Confirm this address");
    else await typeCode(page, code);
    await seeText(way === "code" ? mail : page, /^This (link|code) no longer works/);
  });

  journey(`a scanner opens the link of a recovery first, and the ${way} still leads to a new password, once`, async (guide) => {
    const { page, newTab, expect } = await guide.visit();
    const ada = await resident(guide.world, "Ada Okafor");
    await page.goto("/forgot");
    await fill(page, "Email", ada.email);
    await press(page, "Send the code");
    await seePage(page, "Type the code");
    const { code, link } = await nextCode(guide.world, ada.email);
    await scan(guide, link);

    const mail = await newTab();
    await mail.goto(link);
    await seePage(mail, "Choose a new password");
    const chosen = way === "code" ? page : mail;
    if (way === "code") await typeCode(page, code);
    else await press(mail, "Go on");
    await fill(chosen, "New password", newPassword);
    await press(chosen, "Save the new password");
    await seePath(chosen, "/sign-in");

    expect(410, "/auth/recovery/prove");
    if (way === "code") await press(mail, "Go on");
    else await typeCode(page, code);
    await seeText(way === "code" ? mail : page, /^This (link|code) no longer works/);
  });
}
