import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, signIn, signInStrongly } from "../../../test/client.ts";
import { closedPerson, DAY, undoTokenOf } from "../../../test/closed-accounts.ts";
import { personWithMailbox } from "../../../test/email-changes.ts";
import { newAdministrator } from "../../../test/invited.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { sendRaw } from "../../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "../user-administration/index.ts";
import { eraseDueAccounts } from "./index.ts";

const DELETION = "/api/v1/me/deletion";
const UNDO = "/api/v1/auth/deletion/undo";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const clientOf = ({ accessToken }: { accessToken: string }) => createClient(app, { Authorization: `Bearer ${accessToken}` });
const undo = (token: string) => createClient(app).post(UNDO, { token });
const logIn = ({ email, password }: { email: string; password: string }) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });

describe("closing one's account", () => {
  test("shuts every device out on its next request, and says when the account is deleted", async () => {
    const person = await personWithMailbox(app);
    const elsewhere = await signIn(app, person);
    await clientOf(elsewhere).get("/api/v1/me").expect(200);
    const { body } = await person.browser.post(DELETION, {}).expect(200);
    const { deletesAt } = body as { deletesAt: string };
    expect(Math.round((new Date(deletesAt).getTime() - app.clock().getTime()) / 1000 / DAY)).toBe(14);
    for (const client of [person.browser, clientOf(elsewhere)]) expectProblem(await client.get("/api/v1/me"), "session_ended");
    expectProblem(await createClient(app).post("/api/v1/auth/refresh", { refreshToken: elsewhere.refreshToken }), "session_ended");
  });

  test("asks for a recent proof, and takes no body that it does not know", async () => {
    const person = await personWithMailbox(app);
    expectProblem(await clientOf(await signInStrongly(app, person, 601)).post(DELETION, {}), "step_up_required");
    expectProblem(await person.browser.post(DELETION, { userId: person.id }), "validation_failed");
    await person.browser.get("/api/v1/me").expect(200);
  });

  test("is not for the last administrator", async () => {
    const admin = await newAdministrator(app);
    expectProblem(await admin.client.post(DELETION, {}), "last_administrator");
    const another = await newAdministrator(app);
    await admin.client.post(DELETION, {}).expect(200);
    expectProblem(await another.client.post(DELETION, {}), "last_administrator");
  });

  test("is recorded in the person's activity, and told by mail", async () => {
    const person = await personWithMailbox(app);
    await person.browser.post(DELETION, {}).expect(200);
    const events = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.deletion_requested" });
    expect(events).toMatchObject([{ actorId: person.id, ip: expect.any(String), after: { deletesAt: expect.any(String) } }]);
    expect(await lastMail(app, person.email, "account_closed")).toMatchObject({ name: person.name });
  });
});

describe("the mailed link", () => {
  test("opens the account again and signs nobody in; the person signs in as before, and what had ended stays ended", async () => {
    const person = await closedPerson(app);
    const { body, headers } = await undo(person.undoToken).expect(200);
    expect(body).toEqual({ email: person.email });
    expect(headers["set-cookie"]).toBeUndefined();
    expectProblem(await person.browser.get("/api/v1/me"), "session_ended");
    await logIn(person).expect(200);
    app.clock.advance(15 * DAY);
    await eraseDueAccounts(app.deps);
    await logIn(person).expect(200);
  });

  test("works once, also from many places at once", async () => {
    const { undoToken } = await closedPerson(app);
    const answers = await Promise.all(Array.from({ length: 5 }, () => undo(undoToken)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 410, 410, 410, 410]);
    expectProblem(await undo(undoToken), "undo_link_invalid");
  });

  test("works for fourteen days, and not while the account waits to be deleted after that", async () => {
    const [early, late] = [await closedPerson(app), await closedPerson(app)];
    app.clock.advance(14 * DAY - 60);
    await undo(early.undoToken).expect(200);
    app.clock.advance(120);
    expectProblem(await undo(late.undoToken), "undo_link_invalid");
  });

  test("is not used up by a scanner, and a guess opens nothing", async () => {
    const { undoToken } = await closedPerson(app);
    for (const method of ["HEAD", "GET"]) {
      expect((await sendRaw(app.server, { method, path: `${UNDO}?token=${undoToken}` })).status).toBe(404);
    }
    for (const guess of ["", "x", undoToken.slice(1), undoToken.toLowerCase()]) expectProblem(await undo(guess), "undo_link_invalid");
    await undo(undoToken).expect(200);
  });

  test("of an earlier closing is worth nothing after the next", async () => {
    const person = await closedPerson(app);
    await undo(person.undoToken).expect(200);
    await clientOf(await signIn(app, person))
      .post(DELETION, {})
      .expect(200);
    const next = await undoTokenOf(app, person.email);
    expectProblem(await undo(person.undoToken), "undo_link_invalid");
    await undo(next).expect(200);
  });

  test("opens nothing that an administrator has shut meanwhile", async () => {
    const person = await closedPerson(app);
    await disableUser(app.deps, { email: person.email, actor: { type: "system" } });
    expectProblem(await undo(person.undoToken), "undo_link_invalid");
    expectProblem(await logIn(person), "account_disabled");
  });

  test("is told by mail and in the console, and recorded", async () => {
    const person = await closedPerson(app);
    await undo(person.undoToken).expect(200);
    expect(await lastMail(app, person.email, "account_reopened")).toMatchObject({ name: person.name });
    const { body } = await clientOf(await signIn(app, person))
      .get("/api/v1/me/notices")
      .expect(200);
    expect((body as { items: Array<{ kind: string }> }).items.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["account_closed", "account_reopened"]),
    );
    const events = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.deletion_undone" });
    expect(events).toMatchObject([{ actorId: person.id, before: { deletesAt: expect.any(String) } }]);
  });
});

test("an undo and a deletion at the same moment end in one of the two, whole", async () => {
  const person = await closedPerson(app);
  app.clock.advance(14 * DAY - 0.2);
  const [answer] = await Promise.all([
    undo(person.undoToken),
    new Promise((done) => setTimeout(done, 300)).then(() => eraseDueAccounts(app.deps)),
  ]);
  const rows = (await app.deps.db("users").where({ id: person.id })) as Array<{ deletesAt: Date | null }>;
  expect(rows).toEqual(answer.status === 200 ? [expect.objectContaining({ disabledAt: null, deletesAt: null })] : []);
});
