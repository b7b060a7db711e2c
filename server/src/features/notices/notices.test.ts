import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, signedInPerson, signIn, type Client } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { lastMail } from "../../../test/queued-mails.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { deleteNoticesOfNobody, giveNotice } from "./index.ts";

const PATH = "/api/v1/me/notices";
type Item = { id: string; kind: string; details: Record<string, string>; dismissedAt: string | null };
type Page = { items: Item[]; nextCursor: string | null; openCount: number };

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

const list = async (client: Client, query = "") => (await client.get(`${PATH}${query}`).expect(200)).body as Page;
const give = (userId: string | null, device = "Firefox on Linux") =>
  giveNotice(app.deps.outbox, app.deps.db, { userId, kind: "new_device", details: { device, ip: "198.51.100.7" } }, app.clock());

async function dismissals(userId: string) {
  return app.deps.db("auditEvents").where({ subjectUserId: userId, action: "notice.dismissed" }).orderBy("sequence");
}

/** A person who has just these notices, newest first. */
async function personWith(count: number) {
  const person = await signedInPerson(app);
  const userId = person.signedIn.user.id;
  await app.deps.db("notices").where({ userId }).delete();
  for (let notice = 0; notice < count; notice += 1) {
    // Ids of one millisecond have no order.
    app.clock.advance(0.002);
    await give(userId, `device ${notice}`);
  }
  return { ...person, userId, items: (await list(person.client)).items };
}

describe("the list", () => {
  test("is empty for who was told nothing", async () => {
    expect(await list((await personWith(0)).client)).toEqual({ items: [], nextCursor: null, openCount: 0 });
  });

  test("says what happened, with what, from where and when, and how much was not seen yet", async () => {
    const { client } = await personWith(2);
    expect(await list(client)).toEqual({
      items: [1, 0].map((notice) => ({
        id: expect.any(String),
        kind: "new_device",
        details: { device: `device ${notice}`, ip: "198.51.100.7" },
        createdAt: expect.any(String),
        dismissedAt: null,
      })),
      nextCursor: null,
      openCount: 2,
    });
  });

  test("comes in pages that are complete and without duplicates, each with the count of all", async () => {
    const { client, items } = await personWith(7);
    const seen: string[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Page = await list(client, `?limit=3${cursor && `&cursor=${cursor}`}`);
      expect(page.openCount).toBe(7);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(items.map(({ id }) => id));
    expect(expectInvalid(await client.get(`${PATH}?cursor=bm90IGFuIGlk`))).toEqual(["query /cursor invalid"]);
  });

  test("is each person's own", async () => {
    const [mine] = [await personWith(1), await personWith(3)];
    expect((await list(mine.client)).items).toHaveLength(1);
  });
});

describe("a notice that was seen", () => {
  test("stays in the list, and is counted and recorded once", async () => {
    const { client, items, userId } = await personWith(2);
    const [first] = items;
    for (let time = 0; time < 3; time += 1) await client.post(`${PATH}/${first?.id}/dismiss`).expect(204);
    const page = await list(client);
    expect(page.openCount).toBe(1);
    expect(page.items.map(({ id, dismissedAt }) => [id, dismissedAt !== null])).toEqual(items.map(({ id }) => [id, id === first?.id]));
    expect(await dismissals(userId)).toMatchObject([{ targetType: "notice", targetId: first?.id, actorId: userId }]);
  });

  test("is recorded once also when it is sent many times at once", async () => {
    const { client, items, userId } = await personWith(1);
    const answers = await Promise.all([1, 2, 3, 4].map(() => client.post(`${PATH}/${items[0]?.id}/dismiss`)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
    expect(await dismissals(userId)).toHaveLength(1);
  });

  test("is seen together with all others, in one event that says how many, and not again", async () => {
    const { client, items, userId } = await personWith(3);
    await client.post(`${PATH}/${items[0]?.id}/dismiss`).expect(204);
    for (let time = 0; time < 2; time += 1) await client.post(`${PATH}/dismiss-all`).expect(204);
    expect(await list(client)).toMatchObject({ openCount: 0, items: [{}, {}, {}] });
    expect(await dismissals(userId)).toMatchObject([{ after: null }, { targetId: null, after: { count: 2 } }]);
  });

  test("is never another person's, nor one that does not exist", async () => {
    const [mine, theirs] = [await personWith(1), await personWith(1)];
    for (const id of [theirs.items[0]?.id, "00000000-0000-7000-8000-000000000000"]) {
      expectProblem(await mine.client.post(`${PATH}/${id}/dismiss`), "not_found");
    }
    await mine.client.post(`${PATH}/dismiss-all`).expect(204);
    expect((await list(theirs.client)).openCount).toBe(1);
    expect(expectInvalid(await mine.client.post(`${PATH}/not-an-id/dismiss`))).toEqual(["params /noticeId invalid"]);
  });
});

test("nobody is told what happened to nobody, and it is forgotten", async () => {
  const count = async () => Number((await app.deps.db("notices").count("id as count").first())?.count);
  const before = await count();
  await give(null);
  expect(await count()).toBe(before + 1);
  await deleteNoticesOfNobody(app.deps.db);
  expect(await count()).toBe(before);
});

describe("a person is told, in the console and by mail, of", () => {
  const LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0";

  test("a new password, and nobody of an attempt", async () => {
    const { signedIn, email, name } = await signedInPerson(app);
    const client = createClient(app, { Authorization: `Bearer ${signedIn.accessToken}`, "User-Agent": LINUX });
    const change = (currentPassword: string) =>
      client.post("/api/v1/me/password", { currentPassword, newPassword: "silver kettle on the hill" });
    await change("a wrong guess of it").expect(422);
    expect((await list(client)).items.filter(({ kind }) => kind === "password_changed")).toEqual([]);
    await change(PASSWORD).expect(204);
    expect((await list(client)).items[0]).toMatchObject({
      kind: "password_changed",
      details: { device: "Firefox on Linux", ip: expect.stringMatching(/^10\./) },
    });
    expect(await lastMail(app, email, "password_changed")).toEqual({
      name,
      device: "Firefox on Linux",
      recoveryLink: "http://localhost:3000/forgot",
    });
  });

  test("a refresh token that came back, once, with the device that was signed out", async () => {
    const { client, email, name, password } = await signedInPerson(app);
    const stolen = await createClient(app, { "User-Agent": "curl/8.14.1" })
      .post("/api/v1/auth/login", { email, password, refreshTransport: "body" })
      .expect(200);
    const refresh = (refreshToken: unknown) => createClient(app, { "User-Agent": LINUX }).post("/api/v1/auth/refresh", { refreshToken });
    const first = (stolen.body as { refreshToken: string }).refreshToken;
    const { body } = await refresh(first).expect(200);
    await refresh((body as { refreshToken: string }).refreshToken).expect(200);
    for (let time = 0; time < 3; time += 1) await refresh(first).expect(401);
    const told = (await list(client)).items.filter(({ kind }) => kind === "refresh_token_reused");
    expect(told).toMatchObject([{ details: { device: "curl" } }]);
    expect(await lastMail(app, email, "refresh_token_reused")).toMatchObject({ name, device: "curl" });
  });
});

test("a notice and the mail of it exist only with the change that they tell of", async () => {
  const { userId } = await personWith(0);
  const to = newEmail();
  const told = app.deps.db.transaction(async (tx) => {
    const mail = { kind: "email_wanted", to, values: {} } as const;
    await giveNotice(app.deps.outbox, tx, { userId, kind: "email_changed", details: {}, mail }, app.clock());
    throw new Error("the change failed");
  });
  await expect(told).rejects.toThrow("the change failed");
  expect(await app.deps.db("notices").where({ userId })).toEqual([]);
  expect(await app.deps.db("mails").where({ recipient: to })).toEqual([]);
});

test("no notice holds a password, a token or a code", async () => {
  const person = await signedInPerson(app);
  await signIn(app, person);
  await person.client.post("/api/v1/me/password", { currentPassword: PASSWORD, newPassword: "silver kettle on the hill" }).expect(204);
  const rows = JSON.stringify(await app.deps.db("notices"));
  for (const secret of [PASSWORD, "silver kettle", person.signedIn.accessToken, String(person.signedIn.refreshToken)]) {
    expect(rows).not.toContain(secret);
  }
});
