import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail } from "../../../test/client.ts";
import { closedPerson, DAY } from "../../../test/closed-accounts.ts";
import { personWithMailbox } from "../../../test/email-changes.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { personWithPasskey, questionOf, sendPasskeySignIn } from "../../../test/passkeys.ts";
import { createCookieBrowser } from "../../../test/proofs.ts";
import { createProviderWorld, goThrough, residentAt, whoIsIn } from "../../../test/provider-world.ts";
import { queuedMails } from "../../../test/queued-mails.ts";
import { beginSignIn, codeOf, personWithTotp, sendCode } from "../../../test/second-factors.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { deleteAccount, eraseDueAccounts } from "../account-deletion/index.ts";
import { disableUser } from "../user-administration/index.ts";
import type { User } from "../users/index.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const KEEP = { keepsAccount: true, refreshTransport: "body" };
const logIn = ({ email, password }: { email: string; password: string }, more: object = { refreshTransport: "body" }) =>
  createClient(app).post("/api/v1/auth/login", { email, password, ...more });
const rowOf = async (id: string) => (await app.deps.db("users").where({ id }).first()) as User;

describe("signing in to an account that its person has closed", () => {
  test("is refused to who knows the password, with the time at which it is deleted, and recorded", async () => {
    const person = await closedPerson(app);
    const problem = expectProblem(await logIn(person), "account_closed");
    expect(problem).toMatchObject({ status: 403, deletesAt: person.deletesAt.toISOString() });
    const [event] = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "session.denied" });
    expect(event).toMatchObject({ after: { reason: "account_closed" } });
    expect(await rowOf(person.id)).toMatchObject({ closedAt: expect.any(Date) });
  });

  test("tells who does not know the password nothing, also when they want to keep it", async () => {
    const person = await closedPerson(app);
    for (const more of [{ refreshTransport: "body" }, KEEP]) {
      const answer = await logIn({ email: person.email, password: "not the password" }, more);
      expect(expectProblem(answer, "invalid_credentials")).not.toHaveProperty("deletesAt");
      const unknown = await logIn({ email: `un${person.email}`, password: "not the password" }, more);
      expect(Object.keys(answer.body as object)).toEqual(Object.keys(unknown.body as object));
    }
    expect(await rowOf(person.id)).toMatchObject({ closedAt: expect.any(Date) });
  });

  test("takes the same statements as to a disabled one", async () => {
    const [closed, disabled] = [await closedPerson(app), await closedPerson(app)];
    await disableUser(app.deps, { email: disabled.email, actor: { type: "system" } });
    const all: string[][] = [];
    for (const { email, password } of [closed, disabled]) {
      const statements: string[] = [];
      const note = ({ sql }: { sql: string }) => void statements.push(sql);
      app.deps.db.on("query", note);
      await logIn({ email, password }).expect(403);
      app.deps.db.off("query", note);
      all.push(statements);
    }
    expect(all[0]).toEqual(all[1]);
  });

  test("opens it again when the person says so, and signs them in", async () => {
    const person = await closedPerson(app);
    const { body } = await logIn(person, KEEP).expect(200);
    const client = createClient(app, { Authorization: `Bearer ${(body as { accessToken: string }).accessToken}` });
    await client.get("/api/v1/me").expect(200);
    expect(await rowOf(person.id)).toMatchObject({ disabledAt: null, closedAt: null, deletesAt: null });
    expect((await queuedMails(app, person.email)).map(({ kind }) => kind)).toContain("account_reopened");
    expectProblem(await createClient(app).post("/api/v1/auth/deletion/undo", { token: person.undoToken }), "undo_link_invalid");
    app.clock.advance(15 * DAY);
    await eraseDueAccounts(app.deps);
    await logIn(person).expect(200);
  });

  test("many times at once opens it once", async () => {
    const person = await closedPerson(app);
    const answers = await Promise.all(Array.from({ length: 5 }, () => logIn(person, KEEP)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const events = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.deletion_undone" });
    expect(events).toHaveLength(1);
  });

  test("opens none that an administrator has shut, and none whose time is over", async () => {
    const [shut, late] = [await closedPerson(app), await closedPerson(app)];
    await disableUser(app.deps, { email: shut.email, actor: { type: "system" } });
    expectProblem(await logIn(shut, KEEP), "account_disabled");
    app.clock.advance(14 * DAY + 1);
    expectProblem(await logIn(late, KEEP), "account_disabled");
    await eraseDueAccounts(app.deps);
    expectProblem(await logIn(late, KEEP), "invalid_credentials");
  });

  test("of an account that is open changes nothing", async () => {
    const person = await personWithMailbox(app);
    await logIn(person, KEEP).expect(200);
    expect(await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.deletion_undone" })).toEqual([]);
  });

  test("cannot be gone round by asking for a code to confirm the address", async () => {
    const person = await closedPerson(app);
    const { email, password } = person;
    expectProblem(await createCookieBrowser(app).post("/api/v1/auth/verification", { email, password }), "account_closed");
  });
});

describe("with a second factor", () => {
  let quiet: TestApp;
  beforeAll(async () => (quiet = await createTestApp()));
  afterAll(() => quiet.close());

  /** Who has an authenticator app and has closed the account. */
  async function closedWithTotp() {
    const person = await personWithTotp(quiet);
    await person.client.post("/api/v1/me/deletion", {}).expect(200);
    const isClosed = async () => ((await quiet.deps.db("users").where({ id: person.userId }).first()) as User).closedAt !== null;
    return { person, isClosed, program: createClient(quiet) };
  }

  test("the account stays closed until that is proven too", async () => {
    const { person, isClosed, program } = await closedWithTotp();
    const { token } = await beginSignIn(quiet, program, person, KEEP);
    expect(await isClosed()).toBe(true);
    expect(expectInvalid(await sendCode(program, token, codeOf(quiet, person.secret, 40)))).toEqual(["body /code wrong_code"]);
    expect(await isClosed()).toBe(true);
    await sendCode(program, token, person.nextCode()).expect(200);
    expect(await isClosed()).toBe(false);
  });

  test("a sign-in that was under way when the account was closed opens nothing", async () => {
    const person = await personWithTotp(quiet);
    const program = createClient(quiet);
    const { token } = await beginSignIn(quiet, program, person);
    await person.client.post("/api/v1/me/deletion", {}).expect(200);
    expectProblem(await sendCode(program, token, person.nextCode()), "pending_sign_in_ended");
  });

  test("nor does one that only wanted to sign in, or one of an account that an administrator has shut meanwhile", async () => {
    const { person, isClosed, program } = await closedWithTotp();
    const { email, password } = person;
    expectProblem(await program.post("/api/v1/auth/login", { email, password, refreshTransport: "body" }), "account_closed");
    const { token } = await beginSignIn(quiet, program, person, KEEP);
    await disableUser(quiet.deps, { email, actor: { type: "system" } });
    expectProblem(await sendCode(program, token, person.nextCode()), "pending_sign_in_ended");
    expect(await isClosed()).toBe(false);
    expectProblem(await program.post("/api/v1/auth/login", { email, password, ...KEEP }), "account_disabled");
  });
});

describe("by another way than the password", () => {
  test("a passkey, which is both factors, is told so, and keeps the account when that is wanted", async () => {
    const quiet = await createTestApp();
    const { authenticator, client, userId } = await personWithPasskey(quiet);
    await client.post("/api/v1/me/deletion", {}).expect(200);
    expect(expectProblem(await sendPasskeySignIn(quiet, authenticator), "account_closed")).toHaveProperty("deletesAt");
    const program = createClient(quiet);
    const { token, options } = await questionOf(quiet, program, "/api/v1/auth/passkey/options");
    await program.post("/api/v1/auth/passkey", { token, response: authenticator.get(options), ...KEEP }).expect(200);
    expect(await quiet.deps.db("users").where({ id: userId }).first()).toMatchObject({ disabledAt: null, deletesAt: null });
    await quiet.close();
  });

  test("who comes from a provider is told so, and opens nothing by that", async () => {
    const world = await createProviderWorld();
    const browser = createCookieBrowser(world.app);
    const person = residentAt(world, "google", { email: newEmail() });
    await goThrough(browser, "google", person);
    const user = await whoIsIn(browser);
    if (!user) throw new Error("Nobody is signed in.");
    await deleteAccount(world.app.deps, { userId: user.id, actor: { type: "user", id: user.id, name: user.name } });
    const again = createCookieBrowser(world.app);
    const { told } = await goThrough(again, "google", person);
    expect(told.get("provider-error")).toBe("account_closed");
    expect(await whoIsIn(again)).toBeUndefined();
    expect(await world.app.deps.db("users").where({ id: user.id }).first()).toMatchObject({ closedAt: expect.any(Date) });
    await world.close();
  });
});
