import { expect, test } from "@jest/globals";
import { createClient } from "../../test/client.ts";
import { createTestApp } from "../../test/test-app.ts";
import { seed } from "./seed.ts";
import { SEED_PASSWORD, STORY } from "./story.ts";

test.each([
  ["with a mail server", { SMTP_URL: "smtp://127.0.0.1:9" }],
  ["without one", {}],
])("the people of the story have confirmed addresses and can sign in, %s", async (_how, settings) => {
  const app = await createTestApp({ settings });
  app.secret(SEED_PASSWORD);
  await seed(app.deps);
  const people = (await app.deps.db("users")) as Array<{ email: string; emailVerifiedAt: Date | null; disabledAt: Date | null }>;
  expect(people.map(({ email }) => email).toSorted()).toEqual(STORY.map(({ email }) => email).toSorted());
  for (const { emailVerifiedAt } of people) expect(emailVerifiedAt).toEqual(expect.any(Date));
  await createClient(app)
    .post("/api/v1/auth/login", { email: STORY[0].email, password: SEED_PASSWORD, refreshTransport: "body" })
    .expect(200);
  expect(await seed(app.deps)).toBe("The story is there already.");
  await app.close();
});
