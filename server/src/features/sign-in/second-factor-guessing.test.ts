import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "../../../test/client.ts";
import { createBrowser, knownBrowser } from "../../../test/browser.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { addTotp, beginSignIn, codeOf, personWithTotp, sendCode, type FactoredPerson } from "../../../test/second-factors.ts";
import { registerPerson, signIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ settings: { SIGN_IN_ATTEMPTS_PER_MINUTE: "1000" } });
});
afterAll(() => app.close());

const wrongCodeOf = (person: FactoredPerson, nth: number) => codeOf(app, person.secret, 100 + nth);

/** Five wrong codes at once use up what is free. */
async function guessFive(person: FactoredPerson, path: "totp" | "recovery-code" = "totp"): Promise<void> {
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  for (let nth = 0; nth < 5; nth += 1) {
    const code = path === "totp" ? wrongCodeOf(person, nth) : `${"a".repeat(23)}${nth}`;
    expect(expectInvalid(await sendCode(program, token, code, path))).toEqual(["body /code wrong_code"]);
  }
}

test("after five wrong codes the sixth waits, right or wrong, wherever it comes from", async () => {
  const person = await personWithTotp(app);
  await guessFive(person);
  for (const code of [person.nextCode(), wrongCodeOf(person, 9)]) {
    const elsewhere = createClient(app);
    const { token } = await beginSignIn(app, elsewhere, person);
    const answer = await sendCode(elsewhere, token, code);
    expectProblem(answer, "too_many_attempts");
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  }
});

test("signing in with the password again clears no wrong codes", async () => {
  const person = await personWithTotp(app);
  await guessFive(person);
  for (let time = 0; time < 3; time += 1) {
    const program = createClient(app);
    const { token } = await beginSignIn(app, program, person);
    expectProblem(await sendCode(program, token, wrongCodeOf(person, 5)), "too_many_attempts");
  }
});

test("a stranger who knows the password shuts nobody out of their recovery codes, whichever codes they try", async () => {
  for (const path of ["totp", "recovery-code"] as const) {
    const person = await personWithTotp(app);
    for (let time = 0; time < 2; time += 1) await guessFive(person, path).catch(() => undefined);
    const program = createClient(app);
    const { token } = await beginSignIn(app, program, person);
    await sendCode(program, token, person.recoveryCodes[0] ?? "", "recovery-code").expect(200);
  }
});

test("wrong recovery codes, of which there is no end, are recorded once in an hour and told at the fifth", async () => {
  const person = await personWithTotp(app);
  for (let time = 0; time < 2; time += 1) await guessFive(person, "recovery-code");
  expect(await app.deps.db("auditEvents").where({ subjectUserId: person.userId, action: "second_factor.failed" })).toHaveLength(1);
  const mails = (await queuedMails(app, person.email)).filter(({ kind }) => kind === "second_factor_failing");
  expect(mails).toHaveLength(1);
});

test("wrong codes hold no password up, and wrong passwords no code", async () => {
  const person = await personWithTotp(app);
  await guessFive(person);
  await beginSignIn(app, createClient(app), person);

  const other = await personWithTotp(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, other);
  const { email } = other;
  for (let nth = 0; nth < 6; nth += 1) {
    await createClient(app).post("/api/v1/auth/login", { email, password: "a wrong guess of it", refreshTransport: "body" });
  }
  await sendCode(program, token, other.nextCode()).expect(200);
});

test("on a browser where the person has signed in before, a stranger's wrong codes hold nobody up", async () => {
  const owner = await registerPerson(app);
  const cookie = await knownBrowser(app, owner);
  const signedIn = await signIn(app, owner);
  const client = createClient(app, { Authorization: `Bearer ${signedIn.accessToken}` });
  const { secret } = await addTotp(app, client);
  const person = { ...owner, secret } as FactoredPerson;
  await guessFive(person);
  const browser = createBrowser(app, cookie);
  const { token } = await beginSignIn(app, browser, owner, {});
  app.clock.advance(30);
  await browser.post("/api/v1/auth/second-factor/totp", { token, code: codeOf(app, secret) }).expect(200);
});

test("many wrong codes at once are no more than five", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, nth) => sendCode(program, token, wrongCodeOf(person, nth))));
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
});

test("ten wrong codes end the sign-in, and the right one comes too late", async () => {
  const person = await personWithTotp(app);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  await app.deps.db("pendingSignIns").where({ userId: person.userId }).update({ tries: 9 });
  expect(expectInvalid(await sendCode(program, token, wrongCodeOf(person, 1)))).toEqual(["body /code wrong_code"]);
  expectProblem(await sendCode(program, token, person.nextCode()), "pending_sign_in_ended");
});

test("what waits counts for nothing: it neither uses up tries nor is recorded more than once", async () => {
  const person = await personWithTotp(app);
  await guessFive(person);
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  for (let nth = 0; nth < 4; nth += 1) expectProblem(await sendCode(program, token, wrongCodeOf(person, nth)), "too_many_attempts");
  const rows = (await app.deps.db("pendingSignIns").where({ userId: person.userId }).orderBy("id")) as Array<{ tries: number }>;
  expect(rows.map(({ tries }) => tries)).toEqual([5, 0]);
  const events = (await app.deps.db("auditEvents").where({ subjectUserId: person.userId })) as Array<{ action: string; after: object }>;
  expect(events.filter(({ action }) => action === "session.throttled")).toEqual([
    expect.objectContaining({ after: { by: "second_factor" }, actorType: "anonymous" }),
  ]);
  expect(events.filter(({ action }) => action === "second_factor.failed")).toHaveLength(5);
});

test("the person is told once that somebody knows the password and fails at the second factor", async () => {
  const person = await personWithTotp(app);
  await guessFive(person);
  expect(await lastMail(app, person.email, "second_factor_failing")).toMatchObject({ recoveryLink: "http://localhost:3000/forgot" });
  const program = createClient(app);
  const { token } = await beginSignIn(app, program, person);
  await sendCode(program, token, wrongCodeOf(person, 7));
  const mails = (await queuedMails(app, person.email)).filter(({ kind }) => kind === "second_factor_failing");
  expect(mails).toHaveLength(1);
});
