import { expect, test } from "@jest/globals";
import { PassThrough } from "node:stream";
import { createDb } from "./db.ts";
import { createLog, type Log } from "./log.ts";
import { createTestDatabase } from "../../test/test-database.ts";

const SECRET = "s3cret-of-someone";

function logged(write: (log: Log) => void, level = "debug"): string {
  const sink = new PassThrough();
  write(createLog({ level }, sink));
  return String((sink.read() as Buffer | null) ?? "");
}

test("a line is one JSON object with its time, level and message", () => {
  const lines = logged((log) => log.warn({ port: 7 }, "said\nin two lines")).trimEnd();
  expect(lines).not.toContain("\n");
  expect(JSON.parse(lines)).toEqual({ level: "warn", time: expect.stringMatching(/^\d{4}-.+Z$/), port: 7, msg: "said\nin two lines" });
});

test.each([
  "password",
  "currentPassword",
  "newPassword",
  "accessToken",
  "refreshToken",
  "token",
  "authorization",
  "cookie",
  "secret",
  "hash",
])("what is called %s does not reach the log, up to two levels down", (name) => {
  const line = logged((log) => log.info({ [name]: SECRET, body: { [name]: SECRET }, request: { headers: { [name]: SECRET } } }, "request"));
  expect(line).not.toContain(SECRET);
  expect(line.match(/\[redacted\]/g)).toHaveLength(3);
});

test("what is below the level is not written", () => {
  expect(logged((log) => log.debug("quiet"), "info")).toBe("");
});

test("an error is told with its name, message, stack and cause", () => {
  const line = logged((log) => log.error({ err: new TypeError("outer", { cause: new Error("inner") }) }, "failed"));
  const { err } = JSON.parse(line) as { err: { type: string; message: string; stack: string; cause: { message: string } } };
  expect(err).toMatchObject({ type: "TypeError", message: "outer", cause: { message: "inner" } });
  expect(err.stack).toContain("log.test.ts");
});

test("what is thrown and is no error is told as text", () => {
  expect(JSON.parse(logged((log) => log.error({ err: "odd" }, "failed")))).toMatchObject({ err: { message: "odd" } });
});

test("an error of the database is told without its statement and the values in it", async () => {
  const database = await createTestDatabase();
  const db = createDb({ url: database.url, poolSize: 1 });
  const failures = [
    db("passwordCredentials").insert({
      userId: "00000000-0000-0000-0000-000000000000",
      hash: SECRET,
      minLengthMet: 1,
      changedAt: new Date(),
    }),
    db("users").where({ nothing: SECRET }),
  ];
  for (const failure of failures) {
    const error: unknown = await failure.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const line = logged((log) => log.error({ err: error }, "failed"));
    expect(line).not.toContain(SECRET);
    expect(JSON.parse(line)).toMatchObject({ err: { code: expect.stringMatching(/^\d/), message: expect.any(String) } });
  }
  await db.destroy();
  await database.drop();
});
