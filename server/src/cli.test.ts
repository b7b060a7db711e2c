import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createTestDatabase } from "../test/test-database.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const run = (...parameters: string[]) => runWith({}, ...parameters);

const migrate = (settings: Record<string, string> = {}) => runWith({ DATABASE_MIGRATION_URL: database.ownerUrl, ...settings }, "migrate");

function runWith(settings: Record<string, string>, ...parameters: string[]): { code: number | null; out: string; err: string } {
  const env = { PATH: process.env.PATH, NODE_ENV: "test", DATABASE_URL: database.url, ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, "cli.ts"), ...parameters], {
    env,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

test.each([[], ["nonsense"], ["toString"], ["constructor"], ["__proto__"]])(
  "what is no command is answered with the commands: %j",
  (...name) => {
    const { code, out, err } = run(...name);
    expect([code, out]).toEqual([2, ""]);
    for (const command of [
      "migrate",
      "administrator-link",
      "invite",
      "disable-user",
      "enable-user",
      "remove-second-factors",
      "rotate-keys",
      "seed",
    ])
      expect(err).toContain(command);
  },
);

test.each(["disable-user", "enable-user", "remove-second-factors"])(
  "%s says that nobody has the address, or that none was given",
  (command) => {
    expect(run(command, "nobody@example.com")).toEqual({ code: 1, out: "", err: "There is no account with that address.\n" });
    expect(run(command)).toEqual({ code: 1, out: "", err: "Say the address too.\n" });
  },
);

test("rotate-keys says what it published, and afterwards that there is nothing to do", () => {
  const published = run("rotate-keys");
  expect(published).toMatchObject({ code: 0, err: "" });
  expect(published.out).toMatch(
    /^Published the next refresh key \(HS256\); it signs from \d{4}-\S+Z\.\nPublished the next access key \(ES256\); .+\.\n$/,
  );
  expect(run("rotate-keys")).toEqual({ code: 0, out: "The next keys are published already.\n", err: "" });
});

test("invite prints a link where no mail is sent, and says where it went where mail is", () => {
  const invited = run("invite", " Ada@Example.com ");
  expect(invited).toMatchObject({ code: 0, err: "" });
  expect(invited.out).toMatch(
    /^Invited\. Hand over this link, good until \d{4}-\S+Z:\nhttp:\/\/localhost:3000\/sign-up#invitation=[\w-]{43}\n$/,
  );
  const mailed = runWith({ SMTP_URL: "smtp://127.0.0.1:9" }, "invite", "ada@example.com");
  expect(mailed).toMatchObject({ code: 0, err: "" });
  expect(mailed.out).toMatch(/^Invited\. A link goes to ada@example\.com by mail, good until \d{4}-\S+Z\.\n$/);
});

test("invite refuses what is no address, and says so where nobody may register", () => {
  expect(run("invite", "ada")).toEqual({ code: 1, out: "", err: "That is not an email address.\n" });
  expect(run("invite")).toEqual({ code: 1, out: "", err: "Say the address too.\n" });
  const closed = runWith({ REGISTRATION: "closed" }, "invite", "ada@example.com");
  expect(closed).toEqual({ code: 1, out: "", err: expect.stringMatching(/^Nobody can create an account here at present\. /) });
});

test("migrate connects as the owner, and says that there is nothing to do", () => {
  expect(migrate()).toEqual({ code: 0, out: "The schema is up to date.\n", err: "" });
  expect(runWith({ DATABASE_URL: database.ownerUrl }, "migrate")).toEqual({ code: 0, out: "The schema is up to date.\n", err: "" });
});

test("migrate says what to do when the API's role is not there, or may not migrate", () => {
  const stranger = Object.assign(new URL(database.url), { username: "gate keeper" }).href;
  const { code, out, err } = migrate({ DATABASE_URL: stranger });
  expect([code, out]).toEqual([1, ""]);
  expect(err).toBe(
    'The role "gate keeper" of DATABASE_URL does not exist, so nothing was migrated. Create it, as docs/database.md shows, and run this again: ' +
      "create role \"gate keeper\" login password '...'\n",
  );
  const own = run("migrate");
  expect([own.code, own.out]).toEqual([1, ""]);
  expect(own.err).toMatch(/"gatehouse_api" may not migrate.*DATABASE_MIGRATION_URL/);
});
