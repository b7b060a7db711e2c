import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, OWN_PAGE, PASSWORD, registerPerson, type Client } from "../../../test/client.ts";
import { askToRecover, askToRegister, confirmedPerson, createCookieBrowser, noteProof, type AskedForProof } from "../../../test/proofs.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const AGAIN = "/api/v1/auth/registration/resend";
const CONFIRM = "/api/v1/auth/registration/confirm";
const DAY = 86_400;

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

async function again(browser: Client, challengeId: string, email: string): Promise<AskedForProof> {
  const { body } = await browser.post(AGAIN, { challengeId }).expect(202);
  expect(body).toEqual({ id: expect.any(String), expiresAt: expect.any(String) });
  return noteProof(app, (body as { id: string }).id, await lastMail(app, email, "confirm_address"));
}

test("a new code does what the one before was for, which is void", async () => {
  const browser = createCookieBrowser(app);
  const first = await askToRegister(app, browser, { name: "Grace" });
  const second = await again(browser, first.challengeId, first.email);
  expectProblem(await browser.post(CONFIRM, { challengeId: first.challengeId, code: first.code }), "challenge_ended");
  expectProblem(await browser.post(AGAIN, { challengeId: first.challengeId }), "challenge_ended");
  await browser.post(CONFIRM, { challengeId: second.challengeId, code: second.code }).expect(200);
  const { body } = await createClient(app)
    .post("/api/v1/auth/login", { email: first.email, password: PASSWORD, refreshTransport: "body" })
    .expect(200);
  expect((body as { user: object }).user).toMatchObject({ name: "Grace" });
});

test("after five wrong codes, and for a day after it was first asked for, a new one can be asked for", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId, code } = await askToRegister(app, browser);
  for (let attempt = 0; attempt < 5; attempt += 1)
    await browser.post(CONFIRM, { challengeId, code: code === "00000000" ? "00000001" : "00000000" });
  const second = await again(browser, challengeId, email);
  app.clock.advance(DAY - 60);
  const third = await again(browser, second.challengeId, email);
  app.clock.advance(60);
  expectProblem(await browser.post(AGAIN, { challengeId: third.challengeId }), "challenge_ended");
  await browser.post(CONFIRM, { challengeId: third.challengeId, code: third.code }).expect(200);
});

test("of many at once one mails a code, which works, and the others hear that theirs has ended", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId } = await askToRegister(app, browser);
  const answers = await Promise.all(Array.from({ length: 8 }, () => browser.post(AGAIN, { challengeId })));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([202, 410, 410, 410, 410, 410, 410, 410]);
  for (const answer of answers.filter(({ status }) => status === 410)) expectProblem(answer, "challenge_ended");
  expect(await queuedMails(app, email)).toHaveLength(2);
  const [id = ""] = answers.flatMap(({ status, body }) => (status === 202 ? [(body as { id: string }).id] : []));
  const { code } = await lastMail(app, email, "confirm_address");
  await browser.post(CONFIRM, { challengeId: id, code }).expect(200);
});

test("many registrations of one address and new codes for it at once all get an answer", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId } = await askToRegister(app, browser);
  const others = Array.from({ length: 4 }, () =>
    createClient(app).post("/api/v1/auth/register", { email, name: "Eve", password: PASSWORD }),
  );
  const answers = await Promise.all([...others, ...Array.from({ length: 4 }, () => browser.post(AGAIN, { challengeId }))]);
  for (const { status } of answers) expect([202, 410]).toContain(status);
});

test("who asks again while the code is confirmed is not told of the account that they have just made", async () => {
  for (let round = 0; round < 5; round += 1) {
    const browser = createCookieBrowser(app);
    const { email, challengeId, code } = await askToRegister(app, browser);
    const [confirmed, resent] = await Promise.all([browser.post(CONFIRM, { challengeId, code }), browser.post(AGAIN, { challengeId })]);
    expect([confirmed.status, resent.status].toSorted((a, b) => a - b)).toEqual(confirmed.status === 200 ? [200, 410] : [202, 410]);
    expect((await queuedMails(app, email)).map(({ kind }) => kind)).not.toContain("account_exists");
  }
});

test("another browser, another site, and a code that was used or is for something else get none", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId, code } = await askToRegister(app, browser);
  const other = createCookieBrowser(app);
  await askToRegister(app, other);
  expectProblem(await other.post(AGAIN, { challengeId }), "challenge_ended");
  expectProblem(await createClient(app, OWN_PAGE).post(AGAIN, { challengeId }), "challenge_ended");
  expectProblem(await createClient(app).post(AGAIN, { challengeId }), "cross_site_request");
  await browser.post(CONFIRM, { challengeId, code }).expect(200);
  expectProblem(await browser.post(AGAIN, { challengeId }), "challenge_ended");
  const recovery = await askToRecover(app, browser, email);
  expectProblem(await browser.post(AGAIN, { challengeId: recovery.challengeId }), "challenge_ended");
});

test("who registered the address of another gets the same answer, and the owner is told again", async () => {
  const { email } = await confirmedPerson(app);
  const browser = createCookieBrowser(app);
  const { body } = await browser.post("/api/v1/auth/register", { email, name: "Eve", password: PASSWORD }).expect(202);
  const { challenge } = body as { challenge: { id: string } };
  const answer = await browser.post(AGAIN, { challengeId: challenge.id }).expect(202);
  expect(answer.body).toEqual({ id: expect.any(String), expiresAt: expect.any(String) });
  expect((await queuedMails(app, email)).slice(-2)).toMatchObject([{ kind: "account_exists" }, { kind: "account_exists" }]);
});

test("an address that was confirmed meanwhile is not asked again", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId } = await askToRegister(app, browser);
  const { email: other } = await confirmedPerson(app);
  await app.deps.db("users").where({ email: other }).update({ email });
  await browser.post(AGAIN, { challengeId }).expect(202);
  expect((await queuedMails(app, email)).at(-1)).toMatchObject({ kind: "account_exists" });
});

test("the code of an account can be asked for again, unless it is confirmed or disabled by then", async () => {
  const before = await createTestApp({ databaseUrl: app.deps.config.database.url });
  const ask = async () => {
    const { email, password } = await registerPerson(before);
    const browser = createCookieBrowser(app);
    const { body } = await browser.post("/api/v1/auth/verification", { email, password }).expect(202);
    return { email, browser, challengeId: (body as { id: string }).id };
  };
  const mine = await ask();
  const { challengeId, code } = await again(mine.browser, mine.challengeId, mine.email);
  await app.deps.db("users").where({ email: mine.email }).update({ emailVerifiedAt: new Date() });
  expectProblem(await mine.browser.post(AGAIN, { challengeId }), "challenge_ended");
  await app.deps.db("users").where({ email: mine.email }).update({ emailVerifiedAt: null });
  await mine.browser.post(CONFIRM, { challengeId, code }).expect(200);

  const theirs = await ask();
  await disableUser(app.deps, { email: theirs.email, actor: { type: "system" } });
  expectProblem(await theirs.browser.post(AGAIN, { challengeId: theirs.challengeId }), "challenge_ended");
  await before.close();
});

test("each one counts as a mail to the mailbox", async () => {
  const browser = createCookieBrowser(app);
  const { email, challengeId } = await askToRegister(app, browser);
  let last = challengeId;
  for (let mails = 1; mails < 10; mails += 1) last = (await again(browser, last, email)).challengeId;
  expectProblem(await browser.post(AGAIN, { challengeId: last }), "too_many_requests");
});
