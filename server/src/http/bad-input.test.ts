import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { gzipSync } from "node:zlib";
import { expectInvalid, expectProblem } from "../../test/problem-answers.ts";
import { sendRaw, type RawRequest } from "../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";

const LOGIN = "/api/v1/auth/login";
const JSON_TYPE = { "Content-Type": "application/json" };

let app: TestApp;
let caller = 0;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const send = (request: RawRequest) =>
  sendRaw(app.server, { ...request, headers: { "X-Forwarded-For": `10.1.${++caller >> 8}.${caller & 255}`, ...request.headers } });
const post = (body: RawRequest["body"], headers: RawRequest["headers"] = JSON_TYPE) =>
  send({ method: "POST", path: LOGIN, headers, ...(body !== undefined && { body }) });

describe("a body that cannot be read", () => {
  test.each(["{", "not json", '{"email":"a@example.com",}', '"text"', "null", "7", "\u0000", "{'email':1}"])(
    "is malformed: %j",
    async (body) => {
      expectProblem(await post(body), "malformed_request");
    },
  );

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp", "nonsense"])(
    "is refused as %s",
    async (type) => {
      expectProblem(await post("{}", { "Content-Type": type }), "unsupported_media_type");
    },
  );

  test("is refused without a type", async () => {
    expectProblem(await post("{}", {}), "unsupported_media_type");
  });

  test.each(["iso-8859-1", "utf-99", "x", "utf-16", "UTF-16LE", "utf-7", "utf-32", '"utf-16"'])(
    "is refused in the charset %s",
    async (charset) => {
      expectProblem(await post("{}", { "Content-Type": `application/json; charset=${charset}` }), "unsupported_media_type");
    },
  );

  test.each(["utf-8", "UTF-8", '"utf-8"'])("is read in the charset %s", async (charset) => {
    expectInvalid(await post("{}", { "Content-Type": `application/json; charset=${charset}` }));
  });

  test.each([
    ["a byte of Latin-1", [0xe9]],
    ["a character that is cut off", [0xe2, 0x82]],
    ["a longer form than is needed", [0xc0, 0xaf]],
    ["half a surrogate pair", [0xed, 0xa0, 0x80]],
    ["what is beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
  ])("is malformed when it is not UTF-8: %s", async (_what, bytes) => {
    const [before, after] = ['{"email":"ada@example.com","password":"x', '"}'];
    expectProblem(await post(Buffer.concat([Buffer.from(before), Buffer.from(bytes), Buffer.from(after)])), "malformed_request");
  });

  test.each(["gzip", "deflate", "br", "zstd", "compress", "gzip, gzip"])("is refused with the content encoding %s", async (encoding) => {
    expectProblem(await post("{}", { ...JSON_TYPE, "Content-Encoding": encoding }), "unsupported_media_type");
  });

  test("is not unpacked, so that a small one cannot become a large one", async () => {
    const bomb = gzipSync(Buffer.alloc(30_000_000, " "));
    expectProblem(await post(bomb, { ...JSON_TYPE, "Content-Encoding": "gzip" }), "unsupported_media_type");
  });
});

describe("a body over 64 kB", () => {
  const large = JSON.stringify({ email: "a@example.com", password: "x".repeat(66_000) });

  test("is refused by its declared length", async () => {
    expectProblem(await post(large), "body_too_large");
  });

  test("is refused when it comes in pieces without a length", async () => {
    expectProblem(await post([large.slice(0, 30_000), large.slice(30_000)]), "body_too_large");
  });
});

describe("an empty body", () => {
  const required = ["body /email required", "body /password required"];

  test("lacks every required member", async () => {
    expect(expectInvalid(await post(undefined))).toEqual(required);
    expect(expectInvalid(await post(undefined, {}))).toEqual(required);
    expect(expectInvalid(await post("{}"))).toEqual(required);
    expect(expectInvalid(await post(""))).toEqual(required);
  });

  test("is none when only its type is said", async () => {
    expect(expectInvalid(await post(undefined, { "Content-Type": "text/plain", "Content-Length": "0" }))).toEqual(required);
  });
});

describe("an address that cannot be read", () => {
  test.each(["/api/v1/nothing", "/", "//", "/API/V1/ME", "/api/v2/me", "/api/v1/%2e%2e/me", "/%00", "/metrics"])(
    "%s is not found",
    async (path) => {
      expectProblem(await send({ path }), "not_found");
    },
  );

  test("a method that the address does not know is not found", async () => {
    expectProblem(await send({ method: "DELETE", path: "/api/v1/me" }), "not_found");
    expectProblem(await send({ method: "GET", path: LOGIN }), "not_found");
  });
});

test("every answer carries a request id of its own", async () => {
  const ids = await Promise.all(
    ["/health", "/api/v1/nothing", "/api/v1/me"].map(async (path) => (await send({ path })).headers["x-request-id"]),
  );
  expect(new Set(ids).size).toBe(3);
});

test("a request id that a caller sends is not taken over", async () => {
  const answer = await send({ path: "/api/v1/me", headers: { "X-Request-Id": "00000000-0000-7000-8000-000000000000" } });
  expect(expectProblem(answer, "access_token_missing").requestId).not.toBe("00000000-0000-7000-8000-000000000000");
});
