import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Response, Test } from "supertest";
import { actNames, ACTS, ROLE } from "../../../test/acts-of-administrators.ts";
import { newEmail, type Client } from "../../../test/client.ts";
import { personWithMailbox } from "../../../test/email-changes.ts";
import { inTurn } from "../../../test/in-turn.ts";
import { INVITATIONS, newAdministrator, type Invited } from "../../../test/invited.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => (app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } })));
afterAll(() => app.close());

type Administrator = Awaited<ReturnType<typeof newAdministrator>>;
type Act = (by: Client) => Test;

/** Somebody to whom nothing has been done yet, and what there is of them and of invitations. */
async function newPerson() {
  const { id } = await personWithMailbox(app);
  const { db } = app.deps;
  const standing = async () => {
    const theirs = ["sessions", "passwordCredentials", "notices"].map((table) => db(table).where({ userId: id }).orderByRaw("1, 2"));
    const invitations = db("invitations").orderBy("id").select("id", "revokedAt");
    return JSON.stringify(await Promise.all([db("users").where({ id }), invitations, ...theirs]));
  };
  return { id, standing };
}

type Removal = (by: Administrator, of: Administrator) => Test;
const demote: Removal = (by, { userId }) => by.client.patch(`/api/v1/users/${userId}`, { instanceRole: null });
const shut: Removal = (by, { userId }) => ACTS.disable(by.client, userId);
const close: Removal = (by, { userId }) => ACTS.delete(by.client, userId);
const signOut: Removal = (by, { userId }) => ACTS["sign out"](by.client, userId);

const everyAct: Array<[string, (userId: string, open: Invited) => Act]> = [
  ...actNames.map((name): [string, (userId: string) => Act] => [name, (userId) => (by) => ACTS[name](by, userId)]),
  ["invite", () => (by) => by.post(INVITATIONS, { email: newEmail() })],
  [
    "revoke the invitation of",
    (_userId, { id }) =>
      (by) =>
        by.delete(`${INVITATIONS}/${id}`),
  ],
];

/** An administrator who acts and one who takes them away, whose tokens are known, with somebody and an open invitation. */
async function scene(prepare: (typeof everyAct)[number][1]) {
  const [one, other, person] = [await newAdministrator(app), await newAdministrator(app), await newPerson()];
  for (const { client } of [one, other]) await client.get("/api/v1/me").expect(200);
  const open = (await other.client.post(INVITATIONS, { email: newEmail() }).expect(201)).body as Invited;
  const act = prepare(person.id, open);
  return { one, other, person, act: () => act(one.client) };
}

describe.each(everyAct)("a request to %s somebody that waited", (_name, prepare) => {
  test.each([
    ["demoted", demote],
    ["disabled", shut],
    ["signed out", signOut],
  ])("does nothing when its administrator was %s meanwhile", async (_what, takeAway) => {
    const { one, other, person, act } = await scene(prepare);
    const before = await person.standing();
    const [taken, acted] = await inTurn(app, one.userId, [() => takeAway(other, one), act]);
    expect(taken.status).toBeLessThan(300);
    expectProblem(acted, "session_ended");
    expect(await person.standing()).toBe(before);
  });

  test("does nothing without the role, nor without the second factor, though the session goes on", async () => {
    const { db } = app.deps;
    const { one, person, act } = await scene(prepare);
    const before = await person.standing();
    const change = async (table: string, where: object, values: object) => (await db(table).where(where).update(values)) as Response;
    const weaken = async () => {
      await change("sessions", { userId: one.userId }, { authenticationMethods: ["pwd"] });
      return change("users", { id: one.userId }, { name: "Weak" });
    };
    expectProblem((await inTurn(app, one.userId, [weaken, act]))[1], "second_factor_required");
    const unseat = () => change("users", { id: one.userId }, { instanceRole: null });
    expectProblem((await inTurn(app, one.userId, [unseat, act]))[1], "permission_denied");
    expect(await person.standing()).toBe(before);
  });
});

test("who is disabled, demoted or deleted does not undo it with a request that waited", async () => {
  for (const [takeAway, undo] of [
    [shut, ACTS.enable],
    [demote, ACTS.promote],
    [close, ACTS.enable],
  ] as const) {
    const { one, other } = await scene(() => (by) => by.get("/api/v1/me"));
    const [taken, undone] = await inTurn(app, one.userId, [() => takeAway(other, one), () => undo(one.client, one.userId)]);
    expect(taken.status).toBeLessThan(300);
    expectProblem(undone, "session_ended");
    const now = await app.deps.db("users").where({ id: one.userId }).first("disabledAt", "instanceRole");
    expect(now).not.toMatchObject({ disabledAt: null, ...ROLE });
  }
});

test("who was demoted while somebody else was waited for makes nobody an administrator", async () => {
  const person = await newPerson();
  app.clock.advance(1);
  const { one, other } = await scene(() => (by) => by.get("/api/v1/me"));
  let demoted: Response | undefined;
  const [, promoted] = await inTurn(app, person.id, [
    () => ACTS.rename(other.client, person.id),
    () => ACTS.promote(one.client, person.id),
    // Waits for nobody, for whoever is waited for is held first: seen before the others go on.
    async () => {
      demoted = await demote(other, one);
      return ACTS.rename(other.client, person.id);
    },
  ]);
  expect(demoted?.status).toBe(200);
  expectProblem(promoted, "session_ended");
  expect(await app.deps.db("users").where({ id: person.id }).first("instanceRole")).toEqual({ instanceRole: null });
});

test("nobody enables themselves, even who is not disabled", async () => {
  const { client, userId } = await newAdministrator(app);
  for (const id of [userId, userId.toUpperCase()]) expectProblem(await ACTS.enable(client, id), "permission_denied");
});

test("administrators who act on one another, themselves and others at once never wait for one another in a circle", async () => {
  const administrators = [await newAdministrator(app), await newAdministrator(app), await newAdministrator(app)];
  const people = [await newPerson(), await newPerson()].map(({ id }) => id);
  const targets = [...administrators.map(({ userId }) => userId), ...people];
  const lasting = ["rename", "promote", "act for", "enable"] as const;
  for (const names of [lasting, lasting, actNames]) {
    const sent = administrators.flatMap(({ client }) => targets.flatMap((id) => names.map((name) => ACTS[name](client, id))));
    for (const { status } of await Promise.all(sent)) expect([200, 201, 204, 401, 403, 404, 409]).toContain(status);
  }
});
