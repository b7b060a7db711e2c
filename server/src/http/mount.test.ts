import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { createBareApp, type BareApp } from "../../test/bare-app.ts";
import { expectProblem } from "../../test/problem-answers.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { QueueFull } from "../platform/bounded-queue.ts";
import { endpoint } from "./endpoint.ts";
import { mount } from "./mount.ts";

const SECRET = "the-hash-of-a-password";

function get<const P extends `/${string}`, B extends z.ZodType>(path: P, body: B, permission: "public" | "users:read" = "public") {
  return endpoint({
    method: "GET",
    path,
    operationId: path,
    summary: "A thing",
    tag: "Test",
    permission,
    limit: "none",
    audit: [],
    request: {},
    response: { status: 200, description: "Ok.", body },
    problems: [],
  });
}

const person = z.object({ name: z.string(), pets: z.array(z.object({ name: z.string() })).optional() });
const undeclared = { name: "Ada", passwordHash: SECRET, pets: [{ name: "Rex", chip: SECRET }] };

const failures: Record<string, () => Error> = {
  "/throws": () => new Error(`connection to ${SECRET} lost`),
  "/throws-odd": () => SECRET as unknown as Error,
  "/throws-status": () => Object.assign(new Error(SECRET), { status: 418, expose: true, headers: { "X-Leak": SECRET } }),
  "/throws-database": () =>
    Object.assign(new Error(`insert into x - duplicate ${SECRET}`), { code: "23505", detail: SECRET, severity: "ERROR" }),
};

let app: BareApp;
beforeAll(() => {
  app = createBareApp((api) => {
    mount(api, get("/person", person), () => undeclared);
    mount(api, get("/people", z.array(person)), () => [undeclared]);
    mount(api, get("/wrong", person), () => ({ name: 7, password: SECRET }) as never);
    mount(api, get("/guarded", person, "users:read"), () => undeclared);
    mount(api, get("/full", person), () => {
      throw new QueueFull();
    });
    mount(api, get("/away", person), () => {
      throw Object.assign(new Error(SECRET), { code: "57P01" });
    });
    for (const [path, failure] of Object.entries(failures)) {
      mount(api, get(path as "/throws", person), () => {
        throw failure();
      });
    }
  });
});
afterAll(() => app.close());

const send = (path: string, headers = {}) => sendRaw(app.server, { path, headers });

test("a column that no schema declares does not leave", async () => {
  expect(JSON.parse((await send("/person")).text)).toEqual({ name: "Ada", pets: [{ name: "Rex" }] });
  expect(JSON.parse((await send("/people")).text)).toEqual([{ name: "Ada", pets: [{ name: "Rex" }] }]);
});

test("an answer that does not fit its schema is not sent, not even in part", async () => {
  const answer = await send("/wrong");
  expectProblem(answer, "internal_error");
  expect(answer.text).not.toContain(SECRET);
});

test.each(Object.keys(failures))("a failure tells the caller nothing of its cause: %s", async (path) => {
  const answer = await send(path);
  expectProblem(answer, "internal_error");
  expect(answer.text + JSON.stringify(answer.headers)).not.toContain(SECRET);
  expect(answer.text).not.toMatch(/stack|node_modules|\.ts/);
});

test("a failure is in the log under its request id, with its cause", async () => {
  const { requestId } = expectProblem(await send("/throws"), "internal_error");
  const lines = app
    .logText()
    .split("\n")
    .filter((line) => line.includes(requestId));
  expect(lines.some((line) => line.includes(`connection to ${SECRET} lost`) && line.includes('"level":"error"'))).toBe(true);
  expect(lines.some((line) => line.includes('"status":500'))).toBe(true);
});

test("the request line of a refusal tells its code, and that of a success none", async () => {
  const [refused, done] = [await send("/guarded"), await send("/person")];
  const lineOf = (id: unknown) =>
    app
      .logText()
      .split("\n")
      .find((line) => line.includes(String(id))) ?? "{}";
  expect(JSON.parse(lineOf(refused.headers["x-request-id"]))).toMatchObject({ msg: "request", status: 401, code: "access_token_missing" });
  expect(JSON.parse(lineOf(done.headers["x-request-id"]))).not.toHaveProperty("code");
});

test("a full queue is no error: the request line tells it, and nothing else", async () => {
  const { requestId } = expectProblem(await send("/full"), "busy");
  const lines = app
    .logText()
    .split("\n")
    .filter((line) => line.includes(requestId));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: "info", msg: "request", status: 503, code: "busy" }]);
});

test("a full queue and an absent database say when to come back", async () => {
  const full = await send("/full");
  expectProblem(full, "busy");
  expect(full.headers["retry-after"]).toBe("2");
  const away = await send("/away");
  expectProblem(away, "unavailable");
  expect(away.headers["retry-after"]).toBe("2");
  expect(away.text).not.toContain(SECRET);
});

test("an endpoint with a permission lets nobody in without a token", async () => {
  const answer = await send("/guarded");
  expectProblem(answer, "access_token_missing");
  expect(answer.headers["www-authenticate"]).toBe("Bearer");
});

test.each(["Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "bearer é", "Bearer a,b", "Token abc"])(
  "a header that is no bearer token is refused: %s",
  async (authorization) => {
    expectProblem(await send("/guarded", { Authorization: authorization }), "access_token_invalid");
  },
);
