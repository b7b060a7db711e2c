import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "../../test/client.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { problemCodes } from "./openapi.ts";

type Operation = {
  operationId: string;
  security: unknown[];
  tags: string[];
  parameters?: Array<{ name: string; in: string }>;
  responses: Record<string, { headers: Record<string, object>; content?: Record<string, { schema: { $ref?: string } }> }>;
  "x-limit"?: object;
  "x-permission"?: string;
  "x-audit-actions"?: string[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
};
type Document = {
  openapi: string;
  tags: Array<{ name: string }>;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown>; headers: Record<string, unknown>; securitySchemes: Record<string, object> };
};

let app: TestApp;
let document: Document;
let operations: Operation[];
beforeAll(async () => {
  app = await createTestApp({ settings: { SIGN_IN_ATTEMPTS_PER_MINUTE: "7" } });
  const answer = await createClient(app)
    .get("/openapi.json")
    .expect(200)
    .expect("Content-Type", /^application\/json/);
  document = JSON.parse(answer.text) as Document;
  operations = Object.values(document.paths).flatMap((path) => Object.values(path));
});
afterAll(() => app.close());

function refsIn(value: unknown): string[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, member]) => (name === "$ref" ? [String(member)] : refsIn(member)));
}

test("the document tells of exactly the endpoints that are mounted", () => {
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(app.endpoints.map(({ operationId }) => operationId).sort());
});

test("every route of the router came from an endpoint", () => {
  type Layer = { route?: { path: string; methods: Record<string, boolean> }; handle: { stack?: Layer[] } };
  const router = (app.app as unknown as { router: { stack: Layer[] } }).router;
  const routes = router.stack.flatMap((layer) => [layer, ...(layer.handle.stack ?? [])]).flatMap(({ route }) => (route ? [route] : []));
  const mounted = routes.flatMap(({ path, methods }) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(mounted.sort()).toEqual(app.endpoints.map(({ method, path }) => `${method} ${path}`).sort());
});

test("every operation has a name of its own", () => {
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
});

test("every reference leads somewhere, and no schema or header is there for nothing", () => {
  const refs = new Set(refsIn(document));
  const { schemas, headers } = document.components;
  const names = Object.entries({ schemas, headers }).flatMap(([kind, all]) =>
    Object.keys(all).map((name) => `#/components/${kind}/${name}`),
  );
  expect([...refs].sort()).toEqual(names.sort());
});

test("every operation says who may call it, what it records and under which tag it stands", () => {
  const tags = document.tags.map(({ name }) => name);
  for (const operation of operations) {
    expect(operation["x-permission"]).toMatch(/^(public|authenticated|[a-z_]+:[a-z_]+)$/);
    expect(operation["x-audit-actions"]).toBeInstanceOf(Array);
    if (operation["x-permission"] !== "public") expect(operation.security).toEqual([{ accessToken: [] }]);
    else if (operation.security.length > 0) expect(operation.security).toContainEqual({});
    expect(tags).toEqual(expect.arrayContaining(operation.tags));
  }
});

const named = (operationId: string) => operations.find((operation) => operation.operationId === operationId) as Operation;

test("every answer says its request id, and one that is worth another try when to come back", () => {
  for (const { operationId, responses } of operations) {
    for (const [status, { headers }] of Object.entries(responses)) {
      expect(Object.keys(headers)).toContain("X-Request-Id");
      const isWorthAnother = ["429", "503"].includes(status) || (operationId === "refresh" && status === "409");
      if (isWorthAnother) expect(Object.keys(headers)).toContain("Retry-After");
    }
  }
});

test("the versions of the profile are told: the ETag of an answer and the If-Match of a change", () => {
  for (const operation of ["getMe", "updateMe"].map(named)) expect(operation.responses["200"]?.headers).toHaveProperty("ETag");
  expect(named("updateMe").parameters).toMatchObject([{ name: "If-Match", in: "header", required: false }]);
});

test.each([
  ["login", "200", []],
  ["refresh", "200", [{ refreshCookie: [] }, {}]],
  ["logout", "204", [{ accessToken: [] }, { refreshCookie: [] }, {}]],
])("the refresh cookie of %s is told, and the header that it needs", (operationId, status, security) => {
  const operation = named(operationId);
  expect(operation.security).toEqual(security);
  expect(operation.parameters).toMatchObject([{ name: "X-Gatehouse", in: "header", required: false }]);
  expect(operation.responses[status]?.headers).toHaveProperty("Set-Cookie");
});

test("the cookie has the name that this instance gives it", () => {
  expect(document.components.securitySchemes.refreshCookie).toMatchObject({ type: "apiKey", in: "cookie", name: "gh_rt" });
});

test("the limits are those of this process", () => {
  expect(named("login")["x-limit"]).toEqual({ name: "credentials", points: 7, windowSeconds: 60 });
});

test("every problem is described as one", () => {
  for (const operation of operations) {
    for (const [status, { content }] of Object.entries(operation.responses)) {
      if (status !== "default" && Number(status) < 400) continue;
      expect(content?.["application/problem+json"]?.schema.$ref).toBe("#/components/schemas/Problem");
    }
  }
});

test("no body takes members that it does not declare", () => {
  for (const operation of operations) {
    const schema = operation.requestBody?.content["application/json"]?.schema;
    if (schema) expect(schema.additionalProperties).toBe(false);
  }
});

test("an endpoint behind a sign-in lists what a token can be refused for", () => {
  for (const definition of app.endpoints.filter(({ permission }) => permission !== "public")) {
    expect(problemCodes(definition)).toEqual(
      expect.arrayContaining(["access_token_missing", "access_token_invalid", "access_token_expired", "session_ended"]),
    );
  }
});
