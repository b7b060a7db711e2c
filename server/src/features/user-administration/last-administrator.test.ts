import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { newAdministrator } from "../../../test/invited.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { disableUser } from "./index.ts";

type Administrator = Awaited<ReturnType<typeof newAdministrator>>;

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp({ settings: { SMTP_URL: "smtp://127.0.0.1:9" } });
});
afterEach(() => app.close());

const pathOf = ({ userId }: Administrator) => `/api/v1/users/${userId}`;

/** Every way to take an administrator away. */
const WAYS = {
  disable: (by: Administrator, of: Administrator) => by.client.post(`${pathOf(of)}/disable`),
  delete: (by: Administrator, of: Administrator) => by.client.delete(pathOf(of)),
  demote: (by: Administrator, of: Administrator) => by.client.patch(pathOf(of), { instanceRole: null }),
} as const;
const names = Object.keys(WAYS) as Array<keyof typeof WAYS>;

async function activeAdministrators(): Promise<number> {
  return (await app.deps.db("users").where({ instanceRole: "administrator" }).whereNull("disabledAt").whereNotNull("emailVerifiedAt"))
    .length;
}

describe.each(names)("%s", (name) => {
  test("is refused to the last administrator, who goes on", async () => {
    const alone = await newAdministrator(app);
    expectProblem(await WAYS[name](alone, alone), "last_administrator");
    await alone.client.get("/api/v1/users").expect(200);
  });

  test("is done to oneself when there is another", async () => {
    const [leaving] = [await newAdministrator(app), await newAdministrator(app)];
    expect((await WAYS[name](leaving, leaving)).status).toBeLessThan(300);
    expectProblem(await leaving.client.get("/api/v1/users"), "session_ended");
    expect(await activeAdministrators()).toBe(1);
  });

  test("leaves one, whatever several administrators do to one another and themselves at once", async () => {
    const all = [await newAdministrator(app), await newAdministrator(app), await newAdministrator(app), await newAdministrator(app)];
    const pairs = all.flatMap((by) => all.map((of) => [by, of] as const));
    const answers = await Promise.all(pairs.map(([by, of], index) => WAYS[names[index % names.length] ?? name](by, of)));
    expect(await activeAdministrators()).toBe(1);
    for (const { status } of answers) expect([200, 204, 401, 403, 404, 409]).toContain(status);
  });
});

test("an administrator who is disabled, or whose address mail has not proven, does not count as another", async () => {
  const [alone, disabled, unproven] = [await newAdministrator(app), await newAdministrator(app), await newAdministrator(app)];
  await WAYS.disable(alone, disabled).expect(204);
  await app.deps.db("users").where({ id: unproven.userId }).update({ emailVerifiedAt: null });
  for (const name of names) expectProblem(await WAYS[name](alone, alone), "last_administrator");
});

test("the operator's command is refused likewise", async () => {
  const { email, client } = await newAdministrator(app);
  await expect(disableUser(app.deps, { email, actor: { type: "system" } })).rejects.toMatchObject({ code: "last_administrator" });
  await client.get("/api/v1/users").expect(200);
});
