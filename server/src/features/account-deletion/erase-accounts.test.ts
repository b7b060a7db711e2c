import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD } from "../../../test/client.ts";
import { closedPerson, DAY, wholeDatabase } from "../../../test/closed-accounts.ts";
import { changeAddress, personWithMailbox } from "../../../test/email-changes.ts";
import { inviteAs, newAdministrator } from "../../../test/invited.ts";
import { askToRecover, createCookieBrowser } from "../../../test/proofs.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { deleteAccount, eraseDueAccounts } from "./index.ts";

type Row = Record<string, unknown>;

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9", PROOF_OF_WORK: "off" } })));
afterAll(() => app.close());

const close = ({ id, name }: { id: string; name: string }) =>
  deleteAccount(app.deps, {
    userId: id,
    actor: { type: "user", id, name },
    origin: { requestId: "r", ip: "203.0.113.77", userAgent: "Z/1" },
  });
const eventsOf = async (id: string) => (await app.deps.db("auditEvents").where({ subjectUserId: id }).orderBy("sequence")) as Row[];

async function eraseAfterTwoWeeks(): Promise<void> {
  app.clock.advance(14 * DAY + 1);
  await eraseDueAccounts(app.deps);
}

describe("fourteen days after it was closed", () => {
  test("an account is gone, and nothing in the database names the person any more", async () => {
    const email = newEmail();
    const person = await personWithMailbox(app);
    const bystander = await personWithMailbox(app);
    await app.deps.db("users").where({ id: person.id }).update({ name: "Zebedee Quux" });
    await changeAddress(app, person, email);
    await askToRecover(app, createCookieBrowser(app), email);
    const stranger = createClient(app, { "X-Forwarded-For": "203.0.113.78", "User-Agent": "Quux/9" });
    await stranger.post("/api/v1/auth/login", { email, password: "wrong", refreshTransport: "body" }).expect(401);
    await stranger.post("/api/v1/auth/register", { email, name: "Eve", password: PASSWORD }).expect(202);
    await inviteAs(app, { ...person, email });
    await close({ ...person, name: "Zebedee Quux" });
    await eraseAfterTwoWeeks();

    const left = await wholeDatabase(app);
    for (const trace of [person.id, person.email, email, "Zebedee", "203.0.113.77", "203.0.113.78", "Quux/9"]) {
      expect(left.split("\n").filter((line) => line.includes(trace))).toEqual([]);
    }
    expect(left).toContain(bystander.id);
    expect(left).toContain(bystander.email);
  });

  test("audit events stay, and all of them by one pseudonym", async () => {
    const person = await closedPerson(app);
    const before = await eventsOf(person.id);
    await eraseAfterTwoWeeks();
    expect(await eventsOf(person.id)).toEqual([]);
    const [{ subjectUserId: pseudonym }] = (await app.deps.db("auditEvents").where({ id: before[0]?.["id"] })) as [
      { subjectUserId: string },
    ];
    const after = await eventsOf(pseudonym);
    expect(after.map(({ action }) => action)).toEqual([...before.map(({ action }) => action), "user.deleted"]);
    for (const event of after) {
      expect(event).toMatchObject({ actorName: null, ip: null, userAgent: null });
      expect([null, pseudonym]).toContain(event["actorId"]);
      if (event["targetType"] === "user") expect(event["targetId"]).toBe(pseudonym);
    }
    expect(after.find(({ action }) => action === "session.ended")).toMatchObject({
      actorId: pseudonym,
      after: { reason: "account_closed" },
    });
  });

  test("what another did to the person keeps the other's name, and what the person did to others keeps theirs", async () => {
    const [person, other] = [await personWithMailbox(app), await personWithMailbox(app)];
    const invited = newEmail();
    await inviteAs(app, person, invited);
    await deleteAccount(app.deps, {
      userId: person.id,
      actor: { type: "user", id: other.id, name: "Grace" },
      origin: { requestId: "theirs", ip: "198.51.100.4", userAgent: "Firefox" },
    });
    await eraseAfterTwoWeeks();
    const [theirs] = await app.deps.db("auditEvents").where({ requestId: "theirs", action: "user.deletion_requested" });
    expect(theirs).toMatchObject({ actorId: other.id, actorName: "Grace", ip: "198.51.100.4", userAgent: "Firefox" });
    const [invitation] = await app.deps.db("auditEvents").whereRaw("after ->> 'email' = ?", [invited]);
    expect(invitation).toMatchObject({ action: "invitation.created", actorName: null, ip: null, after: { email: invited } });
    expect(await app.deps.db("invitations").where({ email: invited })).toMatchObject([{ invitedBy: null }]);
  });

  test("an administrator who acted for others is in nothing of theirs any more", async () => {
    const [admin, person] = [await newAdministrator(app), await personWithMailbox(app)];
    await newAdministrator(app);
    await app.deps.db("users").where({ id: admin.userId }).update({ name: "Xanthippe Quill" });
    await (await admin.again()).post(`/api/v1/users/${person.id}/impersonate`, { reason: "A question." }).expect(201);
    expect(await wholeDatabase(app)).toContain("Xanthippe");
    await close({ id: admin.userId, name: "Xanthippe Quill" });
    await eraseAfterTwoWeeks();
    const left = (await wholeDatabase(app)).split("\n");
    for (const trace of ["Xanthippe", admin.userId, admin.email]) expect(left.filter((line) => line.includes(trace))).toEqual([]);
    expect(await app.deps.db("notices").where({ userId: person.id, kind: "impersonated" })).toHaveLength(1);
  });

  test("the address is free again, and a former address that is another's by now is left alone", async () => {
    const person = await personWithMailbox(app);
    const { newEmail: second } = await changeAddress(app, person);
    const browser = createCookieBrowser(app);
    await close(person);
    const heir = await personWithMailbox(app);
    await app.deps.db("users").where({ id: heir.id }).update({ email: person.email });
    await askToRecover(app, browser, person.email);
    app.clock.advance(14 * DAY - 60);
    await askToRecover(app, browser, person.email);
    await eraseDueAccounts(app.deps);
    expect(await app.deps.db("users").where({ id: person.id })).toHaveLength(1);
    app.clock.advance(120);
    await eraseDueAccounts(app.deps);
    expect(await app.deps.db("users").where({ id: person.id })).toEqual([]);
    expect(await app.deps.db("challenges").where({ email: person.email })).not.toEqual([]);
    expect(await app.deps.db("users").where({ email: second })).toEqual([]);
    await createClient(app).post("/api/v1/auth/register", { email: second, name: "Ada", password: PASSWORD }).expect(202);
  });

  test("nothing happens to who did not close theirs, nor a minute too early", async () => {
    const person = await closedPerson(app);
    const bystander = await personWithMailbox(app);
    app.clock.advance(14 * DAY - 60);
    await eraseDueAccounts(app.deps);
    expect(await app.deps.db("users").whereIn("id", [person.id, bystander.id])).toHaveLength(2);
  });
});

test("a deletion that is killed in between has deleted nothing, and the next one does it all", async () => {
  const person = await closedPerson(app);
  app.clock.advance(14 * DAY + 1);
  const { ownerDb: db } = app;
  await db.raw(`
    create function die() returns trigger language plpgsql as $$ begin perform pg_terminate_backend(pg_backend_pid()); return old; end $$;
    create trigger die before delete on users for each row execute function die()`);
  const before = (await wholeDatabase(app)).split("\n").filter((line) => line.includes(person.id));
  await expect(eraseDueAccounts(app.deps)).rejects.toThrow();
  expect((await wholeDatabase(app)).split("\n").filter((line) => line.includes(person.id))).toEqual(before);
  await db.raw("drop trigger die on users; drop function die()");
  await eraseDueAccounts(app.deps);
  expect(await wholeDatabase(app)).not.toContain(person.id);
});

test("several processes that delete at once delete each account once", async () => {
  const people = [await closedPerson(app), await closedPerson(app), await closedPerson(app)];
  app.clock.advance(14 * DAY + 1);
  const before = await app.deps.db("auditEvents").where({ action: "user.deleted" });
  await Promise.all(Array.from({ length: 4 }, () => eraseDueAccounts(app.deps)));
  expect(
    await app.deps.db("users").whereIn(
      "id",
      people.map(({ id }) => id),
    ),
  ).toEqual([]);
  expect(await app.deps.db("auditEvents").where({ action: "user.deleted" })).toHaveLength(before.length + people.length);
});

test("a record of many thousand events is given its pseudonym whole", async () => {
  const person = await closedPerson(app);
  await app.deps.db.raw(
    `insert into audit_events (id, occurred_at, actor_type, actor_id, actor_name, action, outcome, subject_user_id, ip)
     select gen_random_uuid(), now(), 'user', :id, 'Ada', 'session.started', 'success', :id, '203.0.113.1' from generate_series(1, 12000)`,
    { id: person.id },
  );
  await eraseAfterTwoWeeks();
  expect(await app.deps.db("auditEvents").where({ subjectUserId: person.id }).orWhere({ actorId: person.id })).toEqual([]);
  expect(await app.deps.db("auditEvents").where({ ip: "203.0.113.1" })).toEqual([]);
});
