import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { registerPerson, signInStrongly } from "../../test/client.ts";
import { expectProblem } from "../../test/problem-answers.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import type { ProblemBody } from "./problem.ts";

// What chance produces proves nothing: the answers here do not count as tests of declared problems.
delete process.env.GATEHOUSE_TEST_PROBLEMS;

let app: TestApp;
let token = "";
beforeAll(async () => {
  app = await createTestApp();
  token = await newToken();
});
afterAll(() => app.close());

/** Of an administrator, whom every endpoint lets in. */
async function newToken(): Promise<string> {
  const person = await registerPerson(app);
  await app.deps.db("users").where({ email: person.email }).update({ instanceRole: "administrator" });
  return (await signInStrongly(app, person)).accessToken;
}

/** Any UTF-16 at all: NULs, control characters and halves of pairs too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
const headerText = fc
  .array(fc.integer({ min: 0x20, max: 0xff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units.filter((unit) => unit !== 0x7f)));
const likely = fc.constantFrom("ada@example.com", "copper lantern by the gate", "this", "all", "cookie", "body", "\u0000", "\ud800", "");

function bodyOf(members: readonly string[]) {
  const value = fc.oneof(likely, anyText, fc.jsonValue());
  const object = fc.dictionary(fc.oneof(fc.constantFrom("__proto__", "constructor", ...members), anyText), value, { maxKeys: 6 });
  return fc.oneof(
    { arbitrary: object.map((body) => JSON.stringify(body)), weight: 3 },
    { arbitrary: fc.json(), weight: 1 },
    { arbitrary: anyText, weight: 1 },
  );
}

const headers = fc.dictionary(
  fc.constantFrom(
    "if-match",
    "cookie",
    "user-agent",
    "origin",
    "sec-fetch-site",
    "accept",
    "range",
    "x-forwarded-proto",
    "content-encoding",
  ),
  fc.oneof(
    headerText,
    headerText.map((text) => `gh_rt=${text}`),
  ),
  { maxKeys: 4 },
);
const query = fc.oneof(
  fc.constant(""),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc
    .tuple(fc.constantFrom("cursor", "limit", "__proto__"), anyText)
    .map(([name, text]) => `?${name}=${encodeURIComponent(text.toWellFormed())}`),
  fc.stringMatching(/^\?[!$&-;=?-Z[\]_a-z~%]{0,30}$/),
);
const address = fc.oneof(fc.ipV4(), fc.ipV6(), headerText);
const type = fc.oneof({ arbitrary: fc.constant("application/json"), weight: 5 }, { arbitrary: headerText, weight: 1 });

test("no body, header or query makes the server fail, and every refusal is a problem with its request id", async () => {
  const endpoints = fc.integer({ min: 0, max: app.endpoints.length - 1 }).map((index) => app.endpoints[index]);
  const requests = endpoints.chain((endpoint) =>
    fc.record({
      endpoint: fc.constant(endpoint),
      body: endpoint?.request.body ? bodyOf(Object.keys(endpoint.request.body.shape)) : fc.constant(undefined),
      headers,
      query,
      address,
      type,
      authorization: fc.oneof(fc.constant("own"), fc.constant(undefined), headerText),
    }),
  );
  await fc.assert(
    fc.asyncProperty(requests, async ({ endpoint, body, authorization, ...request }) => {
      if (!endpoint) return;
      const answer = await sendRaw(app.server, {
        method: endpoint.method,
        path: `${endpoint.path}${request.query}`,
        headers: {
          ...request.headers,
          "X-Forwarded-For": request.address,
          ...(body !== undefined && { "Content-Type": request.type, "Content-Length": Buffer.byteLength(body) }),
          ...(authorization !== undefined && { Authorization: authorization === "own" ? `Bearer ${token}` : authorization }),
        },
        ...(body !== undefined && { body }),
      });
      if (endpoint.path === "/health/startup") return;
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expectProblem(answer, (JSON.parse(answer.text) as ProblemBody).code);
      if (endpoint.operationId === "logout" && answer.status === 204) token = await newToken();
    }),
    { numRuns: 600 },
  );
});
