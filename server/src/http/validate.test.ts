import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { createBareApp, type BareApp } from "../../test/bare-app.ts";
import { expectInvalid, expectProblem } from "../../test/problem-answers.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { endpoint } from "./endpoint.ts";
import { mount } from "./mount.ts";

const echo = endpoint({
  method: "POST",
  path: "/things/:name",
  operationId: "echo",
  summary: "Answers ok",
  tag: "Test",
  permission: "public",
  limit: "none",
  audit: [],
  request: {
    params: z.strictObject({ name: z.string().max(10) }),
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).optional(), word: z.string().optional() }),
    body: z.strictObject({
      text: z.string().min(2).max(5).optional(),
      count: z.number().int().optional(),
      kind: z.enum(["a", "b"]).optional(),
      "a/b~c": z.strictObject({ inner: z.array(z.string()) }).optional(),
      anything: z.unknown().optional(),
    }),
  },
  response: { status: 200, description: "Ok.", body: z.object({ ok: z.literal(true) }) },
  problems: [],
});

let app: BareApp;
beforeAll(() => {
  app = createBareApp((api) => mount(api, echo, () => ({ ok: true as const })));
});
afterAll(() => app.close());

const post = (body: string | object, path = "/things/one") =>
  sendRaw(app.server, {
    method: "POST",
    path,
    headers: { "Content-Type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

test.each([
  [{ text: "x" }, ["body /text too_short"]],
  [{ text: "xxxxxx" }, ["body /text too_long"]],
  [{ text: 7 }, ["body /text wrong_type"]],
  [{ text: null }, ["body /text wrong_type"]],
  [{ count: 1.5 }, ["body /count wrong_type"]],
  [{ kind: "c" }, ["body /kind not_allowed"]],
  [{ other: 1, more: 2 }, ["body /more unknown_field", "body /other unknown_field"]],
  [{ "a/b~c": {} }, ["body /a~1b~0c/inner required"]],
  [{ "a/b~c": { inner: ["x", 2] } }, ["body /a~1b~0c/inner/1 wrong_type"]],
  [[], ["body  wrong_type"]],
  ['{"text":"a\\u0000b"}', ["body /text invalid_text"]],
  ['{"text":"\\ud800b"}', ["body /text invalid_text"]],
  ['{"a/b~c":{"inner":["\\udc00"]}}', ["body /a~1b~0c/inner/0 invalid_text"]],
  ['{"anything":{"a\\u0000":1}}', ["body /anything invalid_text"]],
  ['{"anything":{"x":{"\\ud83d":1}}}', ["body /anything/x invalid_text"]],
  ['{"__proto__":{"text":"ok"}}', ["body /__proto__ unknown_field"]],
  ['{"constructor":{"prototype":{"isAdministrator":true}}}', ["body /constructor unknown_field"]],
])("points at each fault of %j", async (body, expected) => {
  expect(expectInvalid(await post(body))).toEqual(expected);
});

test("a body cannot change the prototype of anything", async () => {
  await post('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"anything":{"__proto__":{"polluted":1}}}');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test.each([
  ["?limit=1&limit=2", ["query /limit wrong_type"]],
  ["?word=a&word=b", ["query /word wrong_type"]],
  ["?limit=0", ["query /limit too_small"]],
  ["?limit=101", ["query /limit too_big"]],
  ["?limit=ten", ["query /limit wrong_type"]],
  ["?other=1", ["query /other unknown_field"]],
  ["?__proto__=1", ["query /__proto__ unknown_field"]],
  ["?constructor=1", ["query /constructor unknown_field"]],
  ["?word=%00", ["query /word invalid_text"]],
  ["?word[a]=1", ["query /word[a] unknown_field"]],
])("points at each fault of the query %s", async (query, expected) => {
  expect(expectInvalid(await post({}, `/things/one${query}`))).toEqual(expected);
});

test("a percent sequence that is no UTF-8 is malformed in the path and harmless in the query", async () => {
  expectProblem(await post({}, "/things/%ff"), "malformed_request");
  expectProblem(await post({}, "/things/%zz"), "malformed_request");
  expect((await post({}, "/things/one?word=%ff")).status).toBe(200);
});

test("a parameter of the path is checked like everything else", async () => {
  expect(expectInvalid(await post({}, "/things/eleven-long"))).toEqual(["params /name too_long"]);
  expect(expectInvalid(await post({}, "/things/a%00b"))).toEqual(["params /name invalid_text"]);
});
