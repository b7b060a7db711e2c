import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { askToRecover, askToRegister, confirmedPerson, createCookieBrowser } from "../../../test/proofs.ts";
import { newEmail } from "../../../test/client.ts";
import { askForChange, changeAddress, personWithMailbox, prove, signedInBrowser } from "../../../test/email-changes.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail, queuedMails } from "../../../test/queued-mails.ts";
import { sendRaw } from "../../../test/raw-request.ts";
import { addTotp } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";

const PROVE = "/api/v1/auth/email-change/prove";
const RECOVERY = "/api/v1/auth/recovery/prove";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const statuses = (answers: Array<{ status: number }>) => answers.map(({ status }) => status).sort((a, b) => a - b);
const emailOf = async (id: string) => ((await app.deps.db("users").where({ id }).first()) as { email: string }).email;
const changesOf = (id: string) => app.deps.db("auditEvents").where({ subjectUserId: id, action: "user.email_changed" });

describe("at once", () => {
  test("both proofs make one change", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    const answers = await Promise.all([prove(person.browser, change.old), prove(person.browser, change.new)]);
    expect(statuses(answers)).toEqual([200, 200]);
    expect(answers.filter(({ body }) => (body as { isComplete: boolean }).isComplete)).toHaveLength(1);
    expect(await emailOf(person.id)).toBe(change.newEmail);
    expect(await changesOf(person.id)).toHaveLength(1);
  });

  test("the same proof counts once", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    await prove(person.browser, change.old).expect(200);
    expectProblem(await prove(person.browser, change.old), "challenge_ended");
    expect(statuses(await Promise.all([1, 2, 3].map(() => prove(person.browser, change.new))))).toEqual([200, 410, 410]);
    expect(await changesOf(person.id)).toHaveLength(1);
    expectProblem(await prove(person.browser, change.old), "challenge_ended");
  });

  test("many wishes of one person leave one that waits", async () => {
    const person = await personWithMailbox(app);
    const wishes = Array.from({ length: 4 }, () => ({ newEmail: newEmail(), currentPassword: person.password }));
    const answers = await Promise.all(wishes.map((wish) => person.browser.post("/api/v1/me/email-change", wish)));
    expect(statuses(answers)).toEqual([201, 201, 201, 201]);
    const open = await app.deps.db("challenges").where({ userId: person.id, purpose: "email_change_new" }).whereNull("endedAt");
    expect(open).toHaveLength(1);
  });

  test("two people who both prove one free mailbox: one has it, and the other loses nothing", async () => {
    const [ada, grace] = [await personWithMailbox(app), await personWithMailbox(app)];
    const wanted = newEmail();
    const first = await askForChange(app, ada, wanted);
    const second = await askForChange(app, grace, wanted);
    for (const change of [first, second]) await prove(change.browser, change.old).expect(200);
    const answers = await Promise.all([prove(ada.browser, first.new), prove(grace.browser, second.new)]);
    expect(answers.map(({ status }) => status)).toContain(200);
    expect(statuses(answers)[1]).toBeGreaterThan(400);
    expect([await emailOf(ada.id), await emailOf(grace.id)].filter((email) => email === wanted)).toHaveLength(1);
  });

  test("a cancellation and the last proof: one of the two holds", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    await prove(person.browser, change.old).expect(200);
    const [proof, cancelled] = await Promise.all([prove(person.browser, change.new), person.browser.delete("/api/v1/me/email-change")]);
    expect([
      [200, 404],
      [410, 204],
    ]).toContainEqual([proof.status, cancelled.status]);
    expect(await emailOf(person.id)).toBe(proof.status === 200 ? change.newEmail : person.email);
  });
});

describe("a proof is worth nothing", () => {
  test("for the other side, for another person's change, and from another browser", async () => {
    const [person, other] = [await personWithMailbox(app), await personWithMailbox(app)];
    const [mine, theirs] = [await askForChange(app, person), await askForChange(app, other)];
    expect(expectInvalid(await prove(person.browser, { ...mine.new, code: mine.old.code }))).toEqual(["body /code wrong_code"]);
    expectProblem(await person.browser.post(PROVE, { challengeId: mine.new.challengeId, secret: mine.old.secret }), "challenge_ended");
    expectProblem(await prove(person.browser, { ...theirs.new, code: mine.new.code }), "challenge_ended");
    expectProblem(await prove(person.browser, theirs.new), "challenge_ended");
  });

  test("when it proves something else", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    const { challengeId, code } = await askToRecover(app, person.browser, person.email);
    expectProblem(await person.browser.post(PROVE, { challengeId, code }), "challenge_ended");
    expectProblem(await person.browser.post(RECOVERY, { challengeId: change.old.challengeId, code: change.old.code }), "challenge_ended");
  });

  test("after the next wish, whose own proofs count", async () => {
    const person = await personWithMailbox(app);
    const first = await askForChange(app, person);
    await prove(person.browser, first.old).expect(200);
    const second = await askForChange(app, person);
    expectProblem(await prove(person.browser, first.new), "challenge_ended");
    expect((await prove(person.browser, second.new).expect(200)).body).toEqual({ side: "new", isComplete: false });
    await prove(person.browser, second.old).expect(200);
    expect(await emailOf(person.id)).toBe(second.newEmail);
  });

  test("for the next wish, when the device that asked first has signed out", async () => {
    const person = await personWithMailbox(app);
    const first = await askForChange(app, person);
    await person.browser.post("/api/v1/auth/logout", {}).expect(204);
    const { browser } = await signedInBrowser(app, person);
    await askForChange(app, { ...person, browser });
    expectProblem(await prove(person.browser, first.new), "challenge_ended");
    expect((await browser.get("/api/v1/me/email-change").expect(200)).body).toMatchObject({ oldProven: false, newProven: false });
  });

  test("after five wrong codes", async () => {
    const person = await personWithMailbox(app);
    const change = await askForChange(app, person);
    const wrong = change.new.code === "00000000" ? "00000001" : "00000000";
    for (let guess = 0; guess < 5; guess += 1) await prove(person.browser, { ...change.new, code: wrong });
    expectProblem(await prove(person.browser, change.new), "challenge_ended");
  });

  test.each([
    ["a disabling", ({ email }) => disableUser(app.deps, { email, actor: { type: "system" } })],
    ["a sign-out of the device that asked", ({ browser }) => browser.post("/api/v1/auth/logout", {}).expect(204)],
    [
      "a password change elsewhere",
      async (person) => {
        const { browser } = await signedInBrowser(app, person);
        const newPassword = app.secret("silver kettle on the hill");
        await browser.post("/api/v1/me/password", { currentPassword: person.password, newPassword }).expect(204);
      },
    ],
    [
      "a recovery",
      async ({ email }) => {
        const browser = createCookieBrowser(app);
        const { challengeId, code } = await askToRecover(app, browser, email);
        await browser.post(RECOVERY, { challengeId, code }).expect(200);
        const newPassword = app.secret("silver kettle on the hill");
        await browser.post("/api/v1/auth/recovery/complete", { challengeId, newPassword }).expect(204);
      },
    ],
  ] satisfies Array<[string, (person: Awaited<ReturnType<typeof personWithMailbox>>) => PromiseLike<unknown>]>)(
    "after %s",
    async (_name, meanwhile) => {
      const person = await personWithMailbox(app);
      const change = await askForChange(app, person);
      await prove(person.browser, change.old).expect(200);
      await meanwhile(person);
      expectProblem(await prove(person.browser, change.new), "challenge_ended");
      expect(await emailOf(person.id)).toBe(person.email);
    },
  );

  test("for an old address that was confirmed only after the wish, and so was never asked", async () => {
    const person = await personWithMailbox(app);
    await app.deps.db("users").where({ id: person.id }).update({ emailVerifiedAt: null });
    const newAddress = newEmail();
    const { body } = await person.browser.post("/api/v1/me/email-change", { newEmail: newAddress, currentPassword: person.password });
    await app.deps.db("users").where({ id: person.id }).update({ emailVerifiedAt: new Date() });
    const { code } = await lastMail(app, newAddress, "email_change_new");
    const { id } = (body as { newChallenge: { id: string } }).newChallenge;
    expectProblem(await person.browser.post(PROVE, { challengeId: id, code }), "challenge_ended");
    expect(await emailOf(person.id)).toBe(person.email);
  });
});

test("an address that another registers meanwhile is refused, and nothing is lost: the proof may be tried again", async () => {
  const person = await personWithMailbox(app);
  const change = await askForChange(app, person);
  await prove(person.browser, change.old).expect(200);
  await confirmedPerson(app);
  const other = await personWithMailbox(app);
  await app.deps.db("users").where({ id: other.id }).update({ email: change.newEmail });
  expectProblem(await prove(person.browser, change.new), "email_taken");
  expect((await person.browser.get("/api/v1/me/email-change").expect(200)).body).toMatchObject({ oldProven: true, newProven: false });
  await app.deps.db("users").where({ id: other.id }).update({ email: other.email });
  await prove(person.browser, change.new).expect(200);
  expect(await emailOf(person.id)).toBe(change.newEmail);
});

test("one person's wish does not void another's for the same address", async () => {
  const [person, other] = [await personWithMailbox(app), await personWithMailbox(app)];
  const wanted = newEmail();
  const mine = await askForChange(app, person, wanted);
  await askForChange(app, other, wanted);
  await prove(person.browser, mine.old).expect(200);
  await prove(person.browser, mine.new).expect(200);
  expect(await emailOf(person.id)).toBe(wanted);
});

test("the change signs out the other devices and goes on where it was asked", async () => {
  const person = await personWithMailbox(app);
  const other = await signedInBrowser(app, person);
  await other.browser.get("/api/v1/me").expect(200);
  await changeAddress(app, person);
  expectProblem(await other.browser.get("/api/v1/me"), "session_ended");
  await person.browser.get("/api/v1/me").expect(200);
});

test("a recovery that waits at the old address is void after the change, and one asked for later does not reach the account", async () => {
  const person = await personWithMailbox(app);
  const browser = createCookieBrowser(app);
  const proven = await askToRecover(app, browser, person.email);
  await browser.post(RECOVERY, { challengeId: proven.challengeId, code: proven.code }).expect(200);
  await changeAddress(app, person);
  const newPassword = app.secret("silver kettle on the hill");
  expectProblem(await browser.post("/api/v1/auth/recovery/complete", { challengeId: proven.challengeId, newPassword }), "challenge_ended");
  await browser.post("/api/v1/auth/recovery", { email: person.email }).expect(202);
  expect((await queuedMails(app, person.email)).at(-1)?.kind).toBe("no_account");
  expect(await app.deps.db("challenges").where({ userId: person.id }).whereNull("endedAt")).toEqual([]);
});

test("codes that wait at the new address, and unblock links, are void after the change", async () => {
  const person = await personWithMailbox(app);
  const wanted = newEmail();
  const stranger = createCookieBrowser(app);
  const registration = await askToRegister(app, stranger, { email: wanted });
  const link = { tokenHash: Buffer.from("their link"), userId: person.id, createdAt: new Date(), expiresAt: new Date(Date.now() + 1e6) };
  await app.deps.db("unblockLinks").insert(link);
  await changeAddress(app, person, wanted);
  const { challengeId, code } = registration;
  expectProblem(await stranger.post("/api/v1/auth/registration/confirm", { challengeId, code }), "challenge_ended");
  expect(await app.deps.db("unblockLinks").where({ userId: person.id }).whereNull("usedAt")).toEqual([]);
});

test("a scanner that fetches every link uses nothing up", async () => {
  const person = await personWithMailbox(app);
  const change = await askForChange(app, person);
  for (const method of ["HEAD", "GET"]) {
    for (const { challengeId, secret } of [change.old, change.new]) {
      const path = `${PROVE}?challengeId=${challengeId}&secret=${secret}`;
      expect((await sendRaw(app.server, { method, path })).status).toBe(404);
    }
  }
  await prove(person.browser, change.old).expect(200);
  await prove(person.browser, change.new).expect(200);
});

test("no event and no table holds a code, a link's secret or an undo token", async () => {
  const person = await personWithMailbox(app);
  const change = await askForChange(app, person);
  await prove(person.browser, change.old).expect(200);
  await prove(person.browser, change.new).expect(200);
  const { undoLink } = await lastMail(app, person.email, "email_changed");
  const tables = await Promise.all(["auditEvents", "emailChanges", "notices", "challenges"].map((table) => app.deps.db(table)));
  const rows = JSON.stringify(tables);
  for (const secret of [change.old.code, change.new.code, change.new.secret, undoLink.split("=")[1]]) expect(rows).not.toContain(secret);
});

test("who has the password, but not the second factor, does not even ask for another address", async () => {
  const person = await personWithMailbox(app);
  const { browser: thief } = await signedInBrowser(app, person);
  await addTotp(app, person.browser);
  const ask = { newEmail: newEmail(), currentPassword: person.password };
  expectProblem(await thief.post("/api/v1/me/email-change", ask), "step_up_required");
  expect(await queuedMails(app, ask.newEmail)).toEqual([]);
  await person.browser.post("/api/v1/me/email-change", ask).expect(201);
});
