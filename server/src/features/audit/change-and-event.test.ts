import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { createClient, newEmail, PASSWORD, signedInPerson } from "../../../test/client.ts";
import { expectProblem } from "../../../test/problem-answers.ts";
import { createTestApp, type TestApp } from "../../../test/test-app.ts";
import { createSetupLink } from "../setup/index.ts";
import { disableUser } from "../user-administration/index.ts";

let app: TestApp;
let person: Awaited<ReturnType<typeof signedInPerson>>;
beforeAll(async () => {
  app = await createTestApp();
  await app.ownerDb.raw(`
    create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused by a test'; end $$;
  `);
});
afterAll(() => app.close());

beforeEach(async () => {
  person = await signedInPerson(app);
});

/** Every row of every table, to compare before and after. Last uses of sessions are not changes. */
async function everything(): Promise<string> {
  const tables = ["users", "passwordCredentials", "sessions", "setupLinks", "auditEvents"];
  const rows = await Promise.all(tables.map((table) => app.deps.db(table)));
  return JSON.stringify(rows, (name, value: unknown) => (name === "lastSeenAt" || name === "presentedCounter" ? undefined : value), 1);
}

async function whileRefusing(table: string, when: "before" | "at the commit", work: () => Promise<void>): Promise<void> {
  const events = table === "audit_events" ? "insert" : "insert or update or delete";
  await app.ownerDb.raw(
    when === "before"
      ? `create trigger refuse before ${events} on ${table} for each row execute function refuse()`
      : `create constraint trigger refuse after ${events} on ${table} deferrable initially deferred for each row execute function refuse()`,
  );
  try {
    await work();
  } finally {
    await app.ownerDb.raw(`drop trigger refuse on ${table}`);
  }
}

type Change = { name: string; table: string; make: () => Promise<{ status: number; headers: Record<string, unknown>; text: string }> };

const changes: Change[] = [
  { name: "a new name", table: "users", make: () => person.client.patch("/api/v1/me", { name: "Grace" }) },
  {
    name: "a new password",
    table: "password_credentials",
    make: () => person.client.post("/api/v1/me/password", { currentPassword: PASSWORD, newPassword: "silver kettle on the hill" }),
  },
  {
    name: "a registration",
    table: "users",
    make: () => createClient(app).post("/api/v1/auth/register", { email: newEmail(), name: "Ada", password: PASSWORD }),
  },
  {
    name: "a sign-in",
    table: "sessions",
    make: () => createClient(app).post("/api/v1/auth/login", { email: person.email, password: PASSWORD, refreshTransport: "body" }),
  },
  { name: "a sign-out", table: "sessions", make: () => person.client.post("/api/v1/auth/logout", {}) },
];

describe("a change whose event cannot be written is not made", () => {
  test.each(changes)("$name", async ({ make }) => {
    // The first look at a token notes its use, which is no change.
    await person.client.get("/api/v1/me").expect(200);
    await whileRefusing("audit_events", "before", async () => {
      const before = await everything();
      expectProblem(await make(), "internal_error");
      expect(await everything()).toBe(before);
    });
    expect((await make()).status).toBeLessThan(300);
  });

  test("the making of a setup link", async () => {
    await whileRefusing("audit_events", "before", async () => {
      const before = await everything();
      await expect(createSetupLink(app.deps)).rejects.toThrow("refused by a test");
      expect(await everything()).toBe(before);
    });
  });

  test("the disabling of a person, who stays signed in", async () => {
    await whileRefusing("audit_events", "before", async () => {
      await expect(disableUser(app.deps, { email: person.email, actor: { type: "system" } })).rejects.toThrow("refused by a test");
    });
    await person.client.get("/api/v1/me").expect(200);
  });
});

describe("an event whose change fails at its very end is not written", () => {
  test.each(changes)("$name", async ({ table, make }) => {
    await person.client.get("/api/v1/me").expect(200);
    await whileRefusing(table, "at the commit", async () => {
      const before = await everything();
      expectProblem(await make(), "internal_error");
      expect(await everything()).toBe(before);
    });
  });
});

test("no event of any kind holds a password, a token or a hash", async () => {
  await person.client.post("/api/v1/me/password", { currentPassword: "a wrong guess of it", newPassword: PASSWORD }).expect(422);
  const rows = JSON.stringify(await app.deps.db("auditEvents"));
  for (const secret of [PASSWORD, "a wrong guess of it", person.signedIn.accessToken, String(person.signedIn.refreshToken), "$2b$"]) {
    expect(rows).not.toContain(secret);
  }
});
