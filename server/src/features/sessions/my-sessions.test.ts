import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, signedInPerson, signIn } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const PATH = "/api/v1/me/sessions";
type Item = {
  id: string;
  name: string | null;
  isCurrent: boolean;
  userAgent: string | null;
  ip: string;
  place: string | null;
  methods: string[];
};
type Page = { items: Item[]; nextCursor: string | null };

let app: TestApp;
beforeAll(async () => (app = await createTestApp()));
afterAll(() => app.close());

/** A person with two devices; `here` asks, `there` is the other. */
async function twoDevices() {
  const { client: here, signedIn, email, password } = await signedInPerson(app);
  const other = await signIn(app, { email, password });
  const there = createClient(app, { Authorization: `Bearer ${other.accessToken}` });
  return { here, there, hereId: signedIn.session.id, thereId: other.session.id, email, password };
}

const list = async (client: ReturnType<typeof createClient>, query = "") => (await client.get(`${PATH}${query}`).expect(200)).body as Page;

test("a person sees where they are signed in, newest first, this device marked, and no token", async () => {
  const { here, hereId, thereId } = await twoDevices();
  const { items, nextCursor } = await list(here);
  expect(items.map(({ id, isCurrent }) => ({ id, isCurrent }))).toEqual([
    { id: thereId, isCurrent: false },
    { id: hereId, isCurrent: true },
  ]);
  expect(nextCursor).toBeNull();
  expect(Object.keys(items[0] ?? {}).sort()).toEqual(
    [
      "createdAt",
      "expiresAt",
      "id",
      "idleExpiresAt",
      "impersonation",
      "ip",
      "isCurrent",
      "lastSeenAt",
      "methods",
      "name",
      "place",
      "userAgent",
    ].sort(),
  );
  expect(items[0]).toMatchObject({ methods: ["pwd"], name: null, place: null, impersonation: null });
});

test("what has ended, by itself or by a sign-out, is not listed", async () => {
  const { here, there, email, password } = await twoDevices();
  await there.post("/api/v1/auth/logout", {}).expect(204);
  expect((await list(here)).items).toHaveLength(1);
  app.clock.advance(7 * 86_400 + 1);
  const again = await signIn(app, { email, password });
  expect((await list(createClient(app, { Authorization: `Bearer ${again.accessToken}` }))).items.map(({ id }) => id)).toEqual([
    again.session.id,
  ]);
});

test("pages are complete and without duplicates, and a forged cursor is a 422", async () => {
  const { here, email, password } = await twoDevices();
  for (let device = 0; device < 5; device += 1) await signIn(app, { email, password });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page: Page = await list(here, `?limit=3${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(new Set(seen).size).toBe(7);
  expect(seen).toHaveLength(7);
  await here.get(`${PATH}?cursor=bm90IGFuIGlk`).expect(422);
});

test("a device can be named and the name taken away, each recorded with what it was", async () => {
  const { here, thereId } = await twoDevices();
  expect((await here.patch(`${PATH}/${thereId}`, { name: "  Kitchen tablet " }).expect(200)).body).toMatchObject({
    id: thereId,
    name: "Kitchen tablet",
  });
  expect((await list(here)).items.find(({ id }) => id === thereId)?.name).toBe("Kitchen tablet");
  await here.patch(`${PATH}/${thereId}`, { name: null }).expect(200);
  const { body } = await here.get("/api/v1/me/activity?limit=2").expect(200);
  expect((body as { items: object[] }).items).toMatchObject([
    { action: "session.named", before: { name: "Kitchen tablet" }, after: { name: null } },
    { action: "session.named", before: { name: null }, after: { name: "Kitchen tablet" } },
  ]);
});

test("a device that is signed out is out on its next request, and the others stay", async () => {
  const { here, there, hereId, thereId } = await twoDevices();
  await there.get("/api/v1/me").expect(200);
  await here.delete(`${PATH}/${thereId}`).expect(204);
  await there.get("/api/v1/me").expect(401);
  expect((await list(here)).items.map(({ id }) => id)).toEqual([hereId]);
  await here.delete(`${PATH}/${thereId}`).expect(404);
  const { body } = await here.get("/api/v1/me/activity?limit=1");
  expect((body as { items: object[] }).items).toMatchObject([
    { action: "session.ended", after: { reason: "revoked" }, target: { id: thereId } },
  ]);
});

test("another person's session can be neither seen, named nor ended", async () => {
  const victim = await twoDevices();
  const { client } = await signedInPerson(app);
  expect((await list(client)).items).toHaveLength(1);
  for (const id of [victim.hereId, "00000000-0000-7000-8000-000000000000"]) {
    expect((await client.patch(`${PATH}/${id}`, { name: "mine" }).expect(404)).body).toMatchObject({ code: "not_found" });
    expect((await client.delete(`${PATH}/${id}`).expect(404)).body).toMatchObject({ code: "not_found" });
  }
  await victim.here.get("/api/v1/me").expect(200);
});

test.each(["not-an-id", "%00", "1", "a".repeat(3_000)])("the id %j is refused, never a 500", async (id) => {
  const { client } = await signedInPerson(app);
  const { status } = await client.delete(`${PATH}/${id}`);
  expect([404, 422]).toContain(status);
});

test("a device ended twice at once is ended once", async () => {
  const { here, thereId } = await twoDevices();
  const answers = await Promise.all([1, 2, 3, 4].map(() => here.delete(`${PATH}/${thereId}`)));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 404, 404, 404]);
});
