import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createClient, signedInPerson, type Client } from "../../../test/client.ts";
import { newMember, newOrganization } from "../../../test/organizations.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { recordEvent } from "./index.ts";

type Page = { items: Array<{ id: string; action: string; occurredAt: string }>; nextCursor: string | null };

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const read = async (client: Client, query = "") => (await client.get(`/api/v1/me/activity${query}`).expect(200)).body as Page;

async function readAll(client: Client, limit: number): Promise<Page["items"]> {
  const items: Page["items"] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Page = await read(client, `?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    cursor = page.nextCursor;
  }
  return items;
}

/** Events of a person, all of one instant, so that only their order of writing can tell them apart. */
async function recordAtOnce(userId: string, count: number, at: Date): Promise<void> {
  for (let event = 0; event < count; event += 1) {
    await recordEvent(app.deps.db, { action: "user.updated", outcome: "success", actor: { type: "system" }, subjectUserId: userId }, at);
  }
}

test("a person sees what concerns them, newest first, and nothing of anybody else", async () => {
  const [ada, eve] = [await signedInPerson(app), await signedInPerson(app)];
  await eve.client.patch("/api/v1/me", { name: "Eve" }).expect(200);
  expect((await read(ada.client)).items.map(({ action }) => action)).toEqual(["session.started", "user.registered"]);
  expect((await read(eve.client)).items.map(({ action }) => action)).toEqual(["user.updated", "session.started", "user.registered"]);
});

test("the cursor of one person shows another nothing but their own", async () => {
  const [ada, eve] = [await signedInPerson(app), await signedInPerson(app)];
  const { nextCursor } = await read(eve.client, "?limit=1");
  const own = new Set((await read(ada.client)).items.map(({ id }) => id));
  for (const { id } of (await read(ada.client, `?cursor=${nextCursor}`)).items) expect(own).toContain(id);
});

test("an event is told in full, without inner columns", async () => {
  const { client, signedIn } = await signedInPerson(app);
  const [event] = (await read(client)).items;
  expect(event).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    occurredAt: expect.stringMatching(/Z$/),
    action: "session.started",
    outcome: "success",
    actor: { type: "user", id: signedIn.user.id, name: "Ada" },
    target: { type: "session", id: signedIn.session.id },
    ip: expect.stringMatching(/^10\./),
    userAgent: null,
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    before: null,
    after: { methods: ["pwd"] },
  });
});

test("what another did to a person is told to them without where that was", async () => {
  const owner = await newOrganization(app);
  const member = await newMember(app, owner.organizationId);
  const from = createClient(app, { Authorization: `Bearer ${owner.signedIn.accessToken}`, "User-Agent": "Firefox/140.0" });
  await from.patch(owner.path(`/members/${member.userId}`), { roleId: "developer" }).expect(200);
  const [told] = (await read(member.client)).items;
  expect(told).toMatchObject({ action: "member.role_changed", actor: { id: owner.userId }, ip: null, userAgent: null });
  // In the organization's own record it stands.
  const { body } = await owner.client.get(owner.path("/activity")).expect(200);
  expect((body as Page).items[0]).toMatchObject({ id: told?.id, userAgent: "Firefox/140.0" });
});

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8::7", "2001:db8::7"],
  ["not an address", "unknown"],
  ["203.0.113.7:8080", "203.0.113.7"],
  ["<script>", "unknown"],
])("an address that a proxy hands on is stored only when it is one: %s", async (sent, stored) => {
  const { email, password, client } = await signedInPerson(app);
  await createClient(app, { "X-Forwarded-For": sent })
    .post("/api/v1/auth/login", { email, password, refreshTransport: "body" })
    .expect(200);
  expect((await read(client)).items[0]).toMatchObject({ action: "session.started", ip: stored });
});

describe("paging", () => {
  test.each([1, 3, 7, 100])("by %i is complete and without duplicates, also where many events are of one instant", async (limit) => {
    const { client, signedIn } = await signedInPerson(app);
    await recordAtOnce(signedIn.user.id, 17, app.clock());
    await recordAtOnce(signedIn.user.id, 5, new Date(app.clock().getTime() - 5_000));
    const items = await readAll(client, limit);
    expect(items).toHaveLength(24);
    expect(new Set(items.map(({ id }) => id)).size).toBe(24);
    const times = items.map(({ occurredAt }) => occurredAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  test("is not disturbed by what happens meanwhile", async () => {
    const { client, signedIn } = await signedInPerson(app);
    await recordAtOnce(signedIn.user.id, 6, new Date(app.clock().getTime() - 5_000));
    const first = await read(client, "?limit=4");
    await client.patch("/api/v1/me", { name: "Later" }).expect(200);
    const rest = await read(client, `?limit=100&cursor=${first.nextCursor}`);
    const ids = [...first.items, ...rest.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(8);
    expect(rest.nextCursor).toBeNull();
  });

  test("that ends exactly at a page's end says so", async () => {
    const { client } = await signedInPerson(app);
    expect(await read(client, "?limit=2")).toMatchObject({ nextCursor: null });
  });

  test("has 25 on a page unless another number is asked for", async () => {
    const { client, signedIn } = await signedInPerson(app);
    await recordAtOnce(signedIn.user.id, 30, app.clock());
    expect((await read(client)).items).toHaveLength(25);
  });
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

test.each([
  "x",
  "%ff",
  "null",
  encode(null),
  encode([]),
  encode(["2026-01-01T00:00:00.000Z"]),
  encode(["2026-01-01T00:00:00.000Z", "1", "2"]),
  encode(["yesterday", "1"]),
  encode([null, "1"]),
  encode([8.64e15, "1"]),
  encode([-8.64e15, "1"]),
  encode(["-271821-04-20T00:00:00.000Z", "1"]),
  encode(["+275760-09-13T00:00:00.000Z", "1"]),
  encode(["2026-01-01T00:00:00.000Z", 1]),
  encode(["2026-01-01T00:00:00.000Z", "-1"]),
  encode(["2026-01-01T00:00:00.000Z", "9".repeat(30)]),
  encode(["2026-01-01T00:00:00.000Z", "1; drop table users"]),
  encode({ occurredAt: "2026-01-01T00:00:00.000Z", sequence: "1" }),
])("a cursor that the list did not give is refused: %s", async (cursor) => {
  const { client } = await signedInPerson(app);
  expect(expectInvalid(await client.get(`/api/v1/me/activity?cursor=${cursor}`))).toEqual(["query /cursor invalid"]);
});

test.each([encode(["0000-01-01T00:00:00.000Z", "1"]), encode(["9999-12-31T23:59:59.999Z", "9".repeat(18)])])(
  "a cursor at the end of time fails nothing: %s",
  async (cursor) => {
    const { client } = await signedInPerson(app);
    await client.get(`/api/v1/me/activity?cursor=${cursor}`).expect(200);
  },
);

test("without a token there is no activity", async () => {
  expectProblem(await createClient(app).get("/api/v1/me/activity"), "access_token_missing");
});
