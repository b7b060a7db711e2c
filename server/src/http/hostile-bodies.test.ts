import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { expectInvalid } from "../../test/problem-answers.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";

const MAX_ANSWER_BYTES = 70_000;
/** Of the processor, not of the clock, which goes on while others work. */
const BUDGET_MS = 400;

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  await sendRaw(app.server, { path: "/health" });
});
afterAll(() => app.close());

async function measuredPost(body: string) {
  expect(body.length).toBeLessThanOrEqual(64 * 1024);
  const before = process.cpuUsage();
  const headers = { "Content-Type": "application/json", "X-Forwarded-For": `10.2.0.${Math.floor(Math.random() * 256)}` };
  const answer = await sendRaw(app.server, { method: "POST", path: "/api/v1/auth/login", headers, body });
  expect(answer.text.length).toBeLessThan(MAX_ANSWER_BYTES);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(BUDGET_MS);
  return answer;
}

const nest = (open: string, close: string, levels: number, core: string) => open.repeat(levels) + core + close.repeat(levels);

test.each([
  ["30,000 lists", nest("[", "]", 30_000, "")],
  ["30,000 lists around a NUL", nest("[", "]", 30_000, '"\\u0000"')],
  ["10,000 objects", nest('{"a":', "}", 10_000, "1")],
  ["30,000 lists in a member", `{"email":${nest("[", "]", 30_000, "")}}`],
  ["20,000 lists around 2,600 NULs", nest("[", "]", 20_000, Array(2_600).fill('"\\u0000"').join(","))],
  ["6,000 unknown members", JSON.stringify(Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`k${index}`, 1])))],
  ["4,000 members with bad names", `{${Array.from({ length: 4_000 }, (_, index) => `"\\u0000${index}":1`).join(",")}}`],
  ["one very long name around many NULs", `{"${"a".repeat(50_000)}":[${Array(1_500).fill('"\\u0000"').join(",")}]}`],
  ["50 long unknown names", `{${Array.from({ length: 50 }, (_, index) => `"${index}${"b".repeat(1_200)}":1`).join(",")}}`],
])("%s are refused quickly and with a short answer", async (_name, body) => {
  expect(expectInvalid(await measuredPost(body)).length).toBeGreaterThan(0);
});

test("the same member 5,000 times counts as its last one", async () => {
  const body = `{${Array(5_000).fill('"email":"x"').join(",")}}`;
  expect(expectInvalid(await measuredPost(body))).toContain("body /password required");
});
