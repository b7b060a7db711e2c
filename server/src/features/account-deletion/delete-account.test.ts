import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient } from "../../../test/client.ts";
import { closedPerson, DAY, undoTokenOf } from "../../../test/closed-accounts.ts";
import { personWithMailbox } from "../../../test/email-changes.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser, enableUser } from "../user-administration/index.ts";
import type { User } from "../users/index.ts";
import { deleteAccount } from "./index.ts";

const OPERATOR = { type: "system" } as const;

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

const own = ({ id, name }: { id: string; name: string }) => ({ userId: id, actor: { type: "user", id, name } }) as const;
const rowOf = async (id: string) => (await app.deps.db("users").where({ id }).first()) as User;
const makeAdministrator = (id: string) => app.deps.db("users").where({ id }).update({ instanceRole: "administrator" });
const logIn = ({ email, password }: { email: string; password: string }) =>
  createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" });

describe("an account that its person closes", () => {
  test("is shut for fourteen days, and the person gets a link that keeps it", async () => {
    const person = await personWithMailbox(app);
    const { deletesAt } = await deleteAccount(app.deps, own(person));
    expect(await rowOf(person.id)).toMatchObject({ disabledAt: expect.any(Date), closedAt: expect.any(Date), deletesAt });
    expect(Math.round((deletesAt.getTime() - app.clock().getTime()) / 1000 / DAY)).toBe(14);
    expect(await undoTokenOf(app, person.email)).toMatch(/^[\w-]{43}$/);
  });

  test("is closed once, however often and from however many places at once", async () => {
    const person = await personWithMailbox(app);
    const answers = await Promise.all(Array.from({ length: 4 }, () => deleteAccount(app.deps, own(person))));
    expect(new Set(answers.map(({ deletesAt }) => deletesAt.getTime())).size).toBe(1);
    const events = await app.deps.db("auditEvents").where({ subjectUserId: person.id, action: "user.deletion_requested" });
    expect(events).toHaveLength(1);
  });

  test("cannot be opened by its person once an administrator has shut it too", async () => {
    const person = await closedPerson(app);
    await disableUser(app.deps, { email: person.email, actor: OPERATOR });
    expect(await rowOf(person.id)).toMatchObject({ closedAt: null, deletesAt: person.deletesAt });
  });

  test("is not opened by an administrator who enables people", async () => {
    const person = await closedPerson(app);
    await enableUser(app.deps, { email: person.email, actor: OPERATOR });
    expect(await rowOf(person.id)).toMatchObject({ closedAt: expect.any(Date), deletesAt: person.deletesAt });
  });
});

describe("an account that others delete", () => {
  test("is told to its person without a link, and opened by enabling the person", async () => {
    const person = await personWithMailbox(app);
    await deleteAccount(app.deps, { userId: person.id, actor: OPERATOR });
    expect(await lastMail(app, person.email, "account_deleted")).toEqual({ name: person.name });
    expect(await app.deps.db("deletionUndoLinks").where({ userId: person.id })).toEqual([]);
    await enableUser(app.deps, { email: person.email, actor: OPERATOR });
    expect(await rowOf(person.id)).toMatchObject({ disabledAt: null, closedAt: null, deletesAt: null });
    expect(await lastMail(app, person.email, "account_reopened")).toMatchObject({ name: person.name });
    await logIn(person).expect(200);
  });

  test("takes the link from a person who had closed it, and is deleted no later", async () => {
    const person = await closedPerson(app);
    app.clock.advance(DAY);
    const { deletesAt } = await deleteAccount(app.deps, { userId: person.id, actor: OPERATOR });
    expect(deletesAt).toEqual(person.deletesAt);
    expect(await rowOf(person.id)).toMatchObject({ closedAt: null });
    expect(await app.deps.db("deletionUndoLinks").where({ userId: person.id })).toEqual([]);
  });
});

test("nobody who is gone is deleted", async () => {
  const userId = "00000000-0000-4000-8000-000000000000";
  await expect(deleteAccount(app.deps, { userId, actor: OPERATOR })).rejects.toMatchObject({ code: "not_found" });
});

describe("the last administrator", () => {
  test("cannot go, and can once there is another who can sign in", async () => {
    const [person, other] = [await personWithMailbox(app), await personWithMailbox(app)];
    await makeAdministrator(person.id);
    await expect(deleteAccount(app.deps, own(person))).rejects.toMatchObject({ code: "last_administrator", status: 409 });
    await makeAdministrator(other.id);
    await app.deps.db("users").where({ id: other.id }).update({ emailVerifiedAt: null });
    await expect(deleteAccount(app.deps, own(person))).rejects.toMatchObject({ code: "last_administrator" });
    await app.deps.db("users").where({ id: other.id }).update({ emailVerifiedAt: new Date() });
    await deleteAccount(app.deps, own(person));
    await expect(deleteAccount(app.deps, own(other))).rejects.toMatchObject({ code: "last_administrator" });
    await app.deps.db("users").update({ instanceRole: null });
  });

  test("of two who go at once one stays", async () => {
    const both = [await personWithMailbox(app), await personWithMailbox(app)];
    for (const { id } of both) await makeAdministrator(id);
    const outcomes = await Promise.allSettled(both.map((one) => deleteAccount(app.deps, own(one))));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await app.deps.db("users").update({ instanceRole: null });
  });
});
