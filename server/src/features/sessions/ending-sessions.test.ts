import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { createClient, PASSWORD, signedInPerson, signIn } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { newId } from "../../platform/ids.ts";
import { disableUser } from "../user-administration/index.ts";
import { deleteOldSessions } from "./index.ts";

const DAY = 86_400;

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const daysAgo = (days: number) => new Date(app.clock().getTime() - days * DAY * 1000);

/** Inserts sessions of the person beside the API, which began and expired so many days ago. */
async function insertSessions(
  userId: string,
  count: number,
  { began, expired, ended }: { began: number; expired: number; ended?: number },
) {
  const at = daysAgo(began);
  const row = {
    userId,
    rotatedAt: at,
    authenticatedAt: at,
    authenticationMethods: ["pwd"],
    createdAt: at,
    lastSeenAt: at,
    idleExpiresAt: daysAgo(expired),
    expiresAt: daysAgo(expired - 1),
    ...(ended !== undefined && { endedAt: daysAgo(ended), endReason: "signed_out" }),
    ip: "10.0.0.1",
    userAgent: null,
  };
  const rows = Array.from({ length: count }, () => ({ ...row, id: newId(at) }));
  await app.deps.db("sessions").insert(rows);
  return rows.map(({ id }) => id);
}
const remaining = async (ids: string[]) => (await app.deps.db("sessions").whereIn("id", ids)).length;

test("only live sessions end: what has expired gets no end, no event and no entry of the denylist", async () => {
  const { client, signedIn, email } = await signedInPerson(app);
  const { session: other } = await signIn(app, { email, password: PASSWORD });
  const expired = await insertSessions(signedIn.user.id, 3, { began: 20, expired: 1 });
  const deny = jest.spyOn(app.deps.denylist, "deny");
  await client.post("/api/v1/auth/logout", { scope: "all" }).expect(204);
  const live = [signedIn.session.id, other.id].toSorted();
  expect(deny.mock.calls.flatMap(([ids]) => ids).toSorted()).toEqual(live);
  deny.mockRestore();
  const events = await app.deps.db("auditEvents").where({ subjectUserId: signedIn.user.id, action: "session.ended" });
  expect(events.map(({ targetId }: { targetId: string }) => targetId).toSorted()).toEqual(live);
  expect(await app.deps.db("sessions").whereIn("id", expired).whereNotNull("endedAt")).toEqual([]);
});

test("an access token ends with its session, so that an expired session needs no end", async () => {
  const short = await createTestApp({ settings: { SESSION_IDLE_SECONDS: "100", ACCESS_TOKEN_TTL_SECONDS: "600" } });
  const { client, email } = await signedInPerson(short);
  await client.get("/api/v1/me").expect(200);
  short.clock.advance(100);
  await disableUser(short.deps, { email, actor: { type: "system" } });
  expectProblem(await client.get("/api/v1/me"), "access_token_expired");
  await short.close();
});

test("many sessions of one person end together, each with its event, in few statements", async () => {
  const { client, signedIn } = await signedInPerson(app);
  await client.get("/api/v1/me").expect(200);
  const others = await insertSessions(signedIn.user.id, 2_500, { began: 1, expired: -1 });
  let statements = 0;
  const count = () => (statements += 1);
  app.deps.db.on("query", count);
  await client.post("/api/v1/auth/logout", { scope: "all" }).expect(204);
  app.deps.db.off("query", count);
  expect(statements).toBeLessThan(12);
  const events = await app.deps.db("auditEvents").where({ subjectUserId: signedIn.user.id, action: "session.ended" });
  expect(events).toHaveLength(others.length + 1);
  expect(new Set(events.map(({ targetId }: { targetId: string }) => targetId)).size).toBe(others.length + 1);
});

describe("maintenance", () => {
  test("deletes sessions that ended or expired more than 90 days ago, and only those, in batches", async () => {
    const { signedIn, client } = await signedInPerson(app);
    const { id } = signedIn.user;
    const old = [
      ...(await insertSessions(id, 5, { began: 98, expired: 91 })),
      ...(await insertSessions(id, 4, { began: 100, expired: 80, ended: 91 })),
    ];
    const young = [
      ...(await insertSessions(id, 2, { began: 96, expired: 89 })),
      ...(await insertSessions(id, 2, { began: 100, expired: 95, ended: 89 })),
      ...(await insertSessions(id, 2, { began: 400, expired: -1 })),
    ];
    await deleteOldSessions(app.deps.db, app.clock(), 2);
    expect([await remaining(old), await remaining(young)]).toEqual([0, young.length]);
    await client.get("/api/v1/me").expect(200);
  });

  test("does not make a person whose sessions it deleted a newcomer: a sign-in on a new device is told", async () => {
    const { signedIn, email, password } = await signedInPerson(app);
    const { id: userId } = signedIn.user;
    await app.deps.db("sessions").where({ userId }).delete();
    await app.deps.db("knownBrowsers").where({ userId }).delete();
    await app.deps
      .db("users")
      .where({ id: userId })
      .update({ createdAt: daysAgo(91) });
    await createClient(app).post("/api/v1/auth/login", { email, password, refreshTransport: "body" }).expect(200);
    expect(await app.deps.db("notices").where({ userId })).toMatchObject([{ kind: "new_device" }]);
  });
});
