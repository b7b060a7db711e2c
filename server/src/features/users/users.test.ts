import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, signedInPerson, type Client } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Event = { action: string; before: { name: string } | null; after: { name: string } | null; actor: object; target: object };

async function updatesOf(client: Client): Promise<Event[]> {
  const { body } = await client.get("/api/v1/me/activity?limit=100").expect(200);
  return (body as { items: Event[] }).items.filter(({ action }) => action === "user.updated");
}

test("a person reads their own account and nothing that is not meant for them", async () => {
  const { client, email, name, signedIn } = await signedInPerson(app);
  const { body, headers } = await client.get("/api/v1/me").expect(200);
  expect(body).toEqual({
    id: signedIn.user.id,
    email,
    emailVerifiedAt: null,
    name,
    instanceRole: null,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    updatedAt: expect.stringMatching(/Z$/),
  });
  expect(headers.etag).toBe('"1"');
});

test("a change of the name is there afterwards, under a new entity tag", async () => {
  const { client } = await signedInPerson(app);
  const changed = await client.patch("/api/v1/me", { name: "Grace Hopper" }).expect(200);
  expect(changed.headers.etag).toBe('"2"');
  const read = await client.get("/api/v1/me").expect(200);
  expect(read.body).toEqual(changed.body);
  expect(read.body).toMatchObject({ name: "Grace Hopper" });
});

test("a change leaves one event with the values before and after", async () => {
  const { client, signedIn } = await signedInPerson(app);
  await client.patch("/api/v1/me", { name: "Grace" }).expect(200);
  const [event, ...others] = await updatesOf(client);
  expect(others).toEqual([]);
  expect(event).toMatchObject({
    outcome: "success",
    before: { name: "Ada" },
    after: { name: "Grace" },
    actor: { type: "user", id: signedIn.user.id, name: "Ada" },
    target: { type: "user", id: signedIn.user.id },
  });
});

test.each(['"7"', "7", 'W/"1"', '"x"', '""', '"1'])(
  "a change for another version is refused and changes nothing: If-Match %s",
  async (tag) => {
    const { client } = await signedInPerson(app);
    expectProblem(await client.patch("/api/v1/me", { name: "Late" }).set("If-Match", tag), "precondition_failed");
    expect((await client.get("/api/v1/me").expect(200)).body).toMatchObject({ name: "Ada" });
    expect(await updatesOf(client)).toEqual([]);
  },
);

test.each(['"1"', "*"])("a change for the version that is there is made: If-Match %s", async (tag) => {
  const { client } = await signedInPerson(app);
  await client.patch("/api/v1/me", { name: "Grace" }).set("If-Match", tag).expect(200);
});

test("a name that is there already is no change: no event, no new version", async () => {
  const { client, name } = await signedInPerson(app);
  const before = await client.get("/api/v1/me").expect(200);
  const answer = await client
    .patch("/api/v1/me", { name: ` ${name}` })
    .set("If-Match", '"1"')
    .expect(200);
  expect(answer.headers.etag).toBe('"1"');
  expect(answer.body).toEqual(before.body);
  expect(await updatesOf(client)).toEqual([]);
  expectProblem(await client.patch("/api/v1/me", { name }).set("If-Match", '"7"'), "precondition_failed");
});

test("of two edits of one version at once, one is made and the other hears of it", async () => {
  const { client } = await signedInPerson(app);
  const answers = await Promise.all(["One", "Two"].map((name) => client.patch("/api/v1/me", { name }).set("If-Match", '"1"')));
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  const made = answers.find(({ status }) => status === 200)?.body as { name: string };
  expect((await client.get("/api/v1/me")).body).toMatchObject({ name: made.name });
  expect((await updatesOf(client)).map(({ after }) => after?.name)).toEqual([made.name]);
});

test("edits at once without a version are all made, and their events tell one story", async () => {
  const { client } = await signedInPerson(app);
  const names = ["One", "Two", "Three", "Four", "Five", "Six"];
  await Promise.all(names.map((name) => client.patch("/api/v1/me", { name }).expect(200)));
  const events = await updatesOf(client);
  const story = ["Ada"];
  for (let event = events.find(({ before }) => before?.name === "Ada"); event;) {
    const now = event.after?.name ?? "";
    story.push(now);
    event = events.find(({ before }) => before?.name === now);
  }
  expect(story.toSorted()).toEqual(["Ada", ...names].toSorted());
  expect((await client.get("/api/v1/me")).body).toMatchObject({ name: story.at(-1) });
});

test("a name is kept composed and without the space around it", async () => {
  const { client } = await signedInPerson(app);
  const { body } = await client.patch("/api/v1/me", { name: "  Zoe\u0308 王小明  " }).expect(200);
  expect(body).toMatchObject({ name: "Zoë 王小明" });
});

test.each([
  ["", "too_short"],
  ["   ", "too_short"],
  ["x".repeat(101), "too_long"],
  ["a\u0007b", "invalid"],
  ["a\u0000b", "invalid_text"],
  ["a\nb", "invalid"],
  ["\u200b\u200d\ufeff", "invalid"],
  ["\u3164 \u115f", "invalid"],
  ["\u00ad\u2060\ufe0f", "invalid"],
  ["\u0301", "invalid"],
  ["\u2800", "invalid"],
  ["Ada\u202egnitset", "invalid"],
  ["\u2066Ada\u2069", "invalid"],
])("a name that is none is refused: %j", async (name, code) => {
  const { client } = await signedInPerson(app);
  expect(expectInvalid(await client.patch("/api/v1/me", { name }))).toContain(`body /name ${code}`);
});

test.each(["م\u200cی", "👩\u200d💻", "Ada \u200eLovelace"])("a name may join and part its letters without showing it: %j", async (name) => {
  const { client } = await signedInPerson(app);
  expect((await client.patch("/api/v1/me", { name }).expect(200)).body).toMatchObject({ name });
});

test("nobody changes of themselves what is not theirs to change", async () => {
  const { client } = await signedInPerson(app);
  const answer = await client.patch("/api/v1/me", { name: "Ada", instanceRole: "administrator", email: "root@example.com", id: "x" });
  expect(expectInvalid(answer)).toEqual(["body /email unknown_field", "body /id unknown_field", "body /instanceRole unknown_field"]);
});

test("without a token there is no account", async () => {
  expectProblem(await createClient(app).get("/api/v1/me"), "access_token_missing");
  expectProblem(await createClient(app).patch("/api/v1/me", { name: "x" }), "access_token_missing");
});
