import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createTestDatabase } from "../test/test-database.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function run(...parameters: string[]): { code: number | null; out: string; err: string } {
  const env = { PATH: process.env.PATH, NODE_ENV: "test", DATABASE_URL: database.url };
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
    for (const command of ["migrate", "administrator-link", "disable-user", "enable-user", "rotate-keys", "seed"])
      expect(err).toContain(command);
  },
);

test.each(["disable-user", "enable-user"])("%s says that nobody has the address, or that none was given", (command) => {
  expect(run(command, "nobody@example.com")).toEqual({ code: 1, out: "", err: "There is no account with that address.\n" });
  expect(run(command)).toEqual({ code: 1, out: "", err: "Say the address too.\n" });
});

test("rotate-keys says what it published, and afterwards that there is nothing to do", () => {
  const published = run("rotate-keys");
  expect(published).toMatchObject({ code: 0, err: "" });
  expect(published.out).toMatch(
    /^Published the next refresh key \(HS256\); it signs from \d{4}-\S+Z\.\nPublished the next access key \(ES256\); .+\.\n$/,
  );
  expect(run("rotate-keys")).toEqual({ code: 0, out: "The next keys are published already.\n", err: "" });
});
