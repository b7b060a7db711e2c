import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient, signedInPerson } from "../../../test/client.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ redis: true });
});
afterAll(() => app.close());

test("health answers ok", async () => {
  const answer = await createClient(app).get("/health").expect(200);
  expect(answer.body).toEqual({ status: "ok" });
  await signedInPerson(app);
});
