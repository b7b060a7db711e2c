import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, signedInPerson, signIn, type Client } from "../../../test/client.ts";
import { expectInvalid, expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

const WRONG = "a wrong guess of it";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  app.secret(WRONG);
});
afterAll(() => app.close());

const change = (client: Client, currentPassword: string) =>
  client.post("/api/v1/me/password", { currentPassword, newPassword: "silver kettle on the hill" });

test("who holds a session may guess the current password five times, and then waits; others sign in and change it meanwhile", async () => {
  const person = await signedInPerson(app);
  const other = createClient(app, { Authorization: `Bearer ${(await signIn(app, person)).accessToken}` });
  const started = performance.now();
  const answers = await Promise.all(Array.from({ length: 15 }, () => change(person.client, WRONG)));
  const checked = answers.filter(({ status }) => status === 422).length;
  // One more is right for each wait, of 1, 2, 4 s and so on, that passed while a busy machine answered.
  const waits = Math.floor(Math.log2((performance.now() - started) / 1000 + 1));
  expect(checked).toBeGreaterThanOrEqual(5);
  expect(checked).toBeLessThanOrEqual(5 + waits);
  const refused = await change(person.client, person.password);
  expectProblem(refused, "too_many_attempts");
  expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);

  const { body } = await person.client.get("/api/v1/me/activity?limit=100").expect(200);
  const throttled = (body as { items: Array<{ action: string }> }).items.filter(({ action }) => action === "session.throttled");
  expect(throttled).toMatchObject([{ actor: { type: "user", name: "Ada" } }]);
  await signIn(app, person);
  await change(other, person.password).expect(204);
});

test("the right password takes the failures back", async () => {
  const { client, password } = await signedInPerson(app);
  for (let round = 0; round < 2; round += 1) {
    for (let failure = 0; failure < 4; failure += 1) expectInvalid(await change(client, WRONG));
    expect(expectInvalid(await client.post("/api/v1/me/password", { currentPassword: password, newPassword: password }))).toEqual([
      "body /newPassword unchanged",
    ]);
  }
});
