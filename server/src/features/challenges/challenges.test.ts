import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { askToRecover, askToRegister, confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { createClient, OWN_PAGE } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { sendRaw } from "../../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const CONFIRM = "/api/v1/auth/registration/confirm";
const LOOK = "/api/v1/auth/challenges/look";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const asked = async () => {
  const browser = createCookieBrowser(app);
  return { browser, ...(await askToRegister(app, browser)) };
};
const triesOf = async (id: string) => (await app.deps.db("challenges").where({ id }).first("tries")).tries as number;
const wrong = (code: string) => String((Number(code) + 1) % 1e8).padStart(8, "0");

describe("the code", () => {
  test.each([
    ["with a space", (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`],
    ["with a dash", (code: string) => ` ${code.slice(0, 4)}–${code.slice(4)}`],
    ["in full-width digits", (code: string) => code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))],
  ])("is the same %s", async (_how, typed) => {
    const { browser, challengeId, code } = await asked();
    await browser.post(CONFIRM, { challengeId, code: typed(code) }).expect(200);
  });

  test("is good once", async () => {
    const { browser, challengeId, code } = await asked();
    await browser.post(CONFIRM, { challengeId, code }).expect(200);
    expectProblem(await browser.post(CONFIRM, { challengeId, code }), "challenge_ended");
  });

  test("is good for ten minutes", async () => {
    const { browser, challengeId, code } = await asked();
    app.clock.advance(600);
    expectProblem(await browser.post(CONFIRM, { challengeId, code }), "challenge_ended");
  });

  test("is void once a new one was asked for, in whichever browser", async () => {
    const { browser, challengeId, code, email } = await asked();
    const second = await askToRegister(app, createCookieBrowser(app), { email });
    expectProblem(await browser.post(CONFIRM, { challengeId, code }), "challenge_ended");
    const [first] = await app.deps.db("challenges").where({ id: challengeId });
    expect(first).toMatchObject({ sealedPayload: null });
    expect(second.code).not.toBe(code);
  });

  test("is void of all but one when many are asked for at once", async () => {
    const { browser, email, name, password } = await asked();
    await Promise.all(Array.from({ length: 4 }, () => browser.post("/api/v1/auth/register", { email, name, password }).expect(202)));
    expect(await app.deps.db("challenges").where({ email }).whereNull("endedAt")).toHaveLength(1);
  });

  test("is asked for five times, each time with the tries that are left, and then it is over even for the right one", async () => {
    const { browser, challengeId, code } = await asked();
    const messages: string[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1) {
      const answer = await browser.post(CONFIRM, { challengeId, code: wrong(code) });
      expect(expectInvalid(answer)).toEqual(["body /code wrong_code"]);
      messages.push((answer.body as { errors: [{ message: string }] }).errors[0].message);
    }
    expect(messages.map((message) => /(\w+) (try|tries)/.exec(message)?.[1])).toEqual(["4", "3", "2", "One"]);
    expectProblem(await browser.post(CONFIRM, { challengeId, code: wrong(code) }), "challenge_ended");
    expectProblem(await browser.post(CONFIRM, { challengeId, code }), "challenge_ended");
  });

  test("is compared five times at most, however many try at once", async () => {
    const { browser, challengeId, code } = await asked();
    const answers = await Promise.all(Array.from({ length: 20 }, () => browser.post(CONFIRM, { challengeId, code: wrong(code) })));
    expect(answers.map(({ status }) => status).filter((status) => status === 422)).toHaveLength(4);
    expect(await triesOf(challengeId)).toBe(5);
    expectProblem(await browser.post(CONFIRM, { challengeId, code }), "challenge_ended");
  });

  test("of two right ones at once one counts", async () => {
    const { browser, challengeId, code, email } = await asked();
    const answers = await Promise.all([1, 2].map(() => browser.post(CONFIRM, { challengeId, code })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    expect(await app.deps.db("users").where({ email })).toHaveLength(1);
    expect(await app.deps.db("auditEvents").where({ action: "user.registered" }).whereRaw("after->>'email' = ?", [email])).toHaveLength(1);
  });

  test("is refused in another browser, and in none, without costing a try", async () => {
    const { browser, challengeId, code } = await asked();
    const other = createCookieBrowser(app);
    await askToRegister(app, other);
    expectProblem(await other.post(CONFIRM, { challengeId, code }), "challenge_ended");
    expectProblem(await createClient(app, OWN_PAGE).post(CONFIRM, { challengeId, code }), "challenge_ended");
    expect(await triesOf(challengeId)).toBe(0);
    await browser.post(CONFIRM, { challengeId, code }).expect(200);
  });

  test("of one challenge does not fit another, nor another purpose", async () => {
    const browser = createCookieBrowser(app);
    const { email } = await confirmedPerson(app, browser);
    const recovery = await askToRecover(app, browser, email);
    const registration = await askToRegister(app, browser);
    const { challengeId, code, secret } = recovery;
    expectProblem(await browser.post(CONFIRM, { challengeId, code }), "challenge_ended");
    expectProblem(await browser.post(CONFIRM, { challengeId, secret }), "challenge_ended");
    expect(await triesOf(challengeId)).toBe(0);
    expect(expectInvalid(await browser.post(CONFIRM, { challengeId: registration.challengeId, code }))).toEqual(["body /code wrong_code"]);
    expectProblem(
      await browser.post("/api/v1/auth/recovery/prove", { challengeId: registration.challengeId, code: registration.code }),
      "challenge_ended",
    );
  });

  test.each(["1234567", "123456789", "abcdefgh", "1234567x", "", "٠١٢٣٤٥٦٧", "1".repeat(21)])(
    "%j cannot be one, and costs no try",
    async (code) => {
      const { browser, challengeId } = await asked();
      expect(expectInvalid(await browser.post(CONFIRM, { challengeId, code }))[0]).toMatch(/^body \/code (invalid|too_long)$/);
      expect(await triesOf(challengeId)).toBe(0);
    },
  );

  test("and what goes with it are checked like everything that comes in", async () => {
    const { browser, challengeId, code, secret } = await asked();
    const post = (body: object | string) => browser.post(CONFIRM, body);
    expect(expectInvalid(await post({ challengeId, code: "1234\u00005678" }))).toContain("body /code invalid_text");
    expect(expectInvalid(await post({ challengeId, code, secret }))).toEqual(["body /code invalid"]);
    expect(expectInvalid(await post({ challengeId }))).toEqual(["body /code invalid"]);
    expect(expectInvalid(await post({ challengeId: "'; drop table users", code }))).toEqual(["body /challengeId invalid"]);
    expectProblem(await post(JSON.stringify({ challengeId, secret: "x".repeat(70_000) })), "body_too_large");
    expectProblem(await post({ challengeId: "018f0000-0000-7000-8000-000000000000", code }), "challenge_ended");
    expect(await triesOf(challengeId)).toBe(0);
  });
});

describe("the link", () => {
  test("does what the code does, in the browser that asked", async () => {
    const { browser, challengeId, secret } = await asked();
    await browser.post(CONFIRM, { challengeId, secret }).expect(200);
    expectProblem(await browser.post(CONFIRM, { challengeId, secret }), "challenge_ended");
  });

  test("holds nothing before the # that a server would see", async () => {
    const { link, challengeId, code } = await asked();
    expect(link).toMatch(new RegExp(`^http://localhost:3000/confirm#${challengeId}\\.[\\w-]{43}\\.${code}$`));
  });

  test("opened elsewhere leads back to where it was asked for, and costs no try", async () => {
    const { browser, challengeId, secret } = await asked();
    const phone = createCookieBrowser(app);
    await askToRegister(app, phone);
    for (const other of [phone, createClient(app, OWN_PAGE)]) {
      expectProblem(await other.post(CONFIRM, { challengeId, secret }), "challenge_elsewhere");
      const { body } = await other.post(LOOK, { challengeId, secret }).expect(200);
      expect(body).toEqual({ purpose: "register", isHere: false, expiresAt: expect.any(String) });
    }
    expectProblem(await phone.post(CONFIRM, { challengeId, secret: secret.toLowerCase() }), "challenge_ended");
    expect(await triesOf(challengeId)).toBe(0);
    await browser.post(CONFIRM, { challengeId, secret }).expect(200);
  });

  test("says what it is for as often as it is asked, and consumes nothing by that", async () => {
    const { browser, challengeId, secret } = await asked();
    for (let look = 0; look < 7; look += 1) {
      const { body } = await browser.post(LOOK, { challengeId, secret }).expect(200);
      expect(body).toMatchObject({ purpose: "register", isHere: true });
    }
    await browser.post(CONFIRM, { challengeId, secret }).expect(200);
  });

  test("says nothing once it is over, to who guesses, and to pages of others", async () => {
    const { browser, challengeId, secret } = await asked();
    expectProblem(await browser.post(LOOK, { challengeId, secret: "guess" }), "challenge_ended");
    const theirs = createClient(app, { "X-Gatehouse": "1", "Sec-Fetch-Site": "cross-site" });
    expectProblem(await theirs.post(LOOK, { challengeId, secret }), "cross_site_request");
    expectProblem(await theirs.post(CONFIRM, { challengeId, secret }), "cross_site_request");
    app.clock.advance(600);
    expectProblem(await browser.post(LOOK, { challengeId, secret }), "challenge_ended");
    expectProblem(await createCookieBrowser(app).post(CONFIRM, { challengeId, secret }), "challenge_ended");
  });

  test("is not used up by a scanner that fetches whatever a mail holds", async () => {
    const { browser, challengeId, secret, link } = await asked();
    const { pathname } = new URL(link);
    for (const path of [pathname, CONFIRM, LOOK, `${CONFIRM}?challengeId=${challengeId}&secret=${secret}`]) {
      for (const method of ["HEAD", "GET"]) expect((await sendRaw(app.server, { method, path })).status).toBe(404);
    }
    expect(await triesOf(challengeId)).toBe(0);
    await browser.post(CONFIRM, { challengeId, secret }).expect(200);
  });
});

test("the database holds neither a code nor a secret nor the name of a browser, and what is sealed opens nowhere else", async () => {
  const [mine, theirs] = [await asked(), await asked()];
  const rows = JSON.stringify(await app.deps.db("challenges"));
  for (const secret of [mine.code, mine.secret, mine.password, "gh1$", String(mine.browser.cookies.get("gh_browser"))])
    expect(rows).not.toContain(secret);

  const { sealedPayload } = await app.deps.db("challenges").where({ id: theirs.challengeId }).first();
  await app.deps.db("challenges").where({ id: mine.challengeId }).update({ sealedPayload });
  expectProblem(await mine.browser.post(CONFIRM, { challengeId: mine.challengeId, code: mine.code }), "internal_error");
  expect(await app.deps.db("users").where({ email: mine.email })).toEqual([]);
});

test("no event holds a code, a link's secret or the name of a browser", async () => {
  const { browser, challengeId, code, secret } = await asked();
  await browser.post(CONFIRM, { challengeId, code }).expect(200);
  const events = JSON.stringify(await app.deps.db("auditEvents"));
  for (const hidden of [code, secret, String(browser.cookies.get("gh_browser"))]) expect(events).not.toContain(hidden);
});
