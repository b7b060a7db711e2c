import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClient } from "../../test/client.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";

let http: TestApp;
let https: TestApp;
beforeAll(async () => {
  http = await createTestApp();
  https = await createTestApp({ settings: { PUBLIC_URL: "https://gate.example.com" } });
});
afterAll(async () => {
  await http.close();
  await https.close();
});

test.each(["/health", "/api/v1/me", "/api/v1/nothing", "/docs", "/openapi.json"])(
  "%s allows a browser almost nothing and is stored by no cache",
  async (path) => {
    const { headers } = await createClient(http).get(path);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none';style-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
    });
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("strict-transport-security");
  },
);

test("behind https a browser is told to stay there", async () => {
  const { headers } = await createClient(https).get("/health");
  expect(headers["strict-transport-security"]).toBe("max-age=63072000; includeSubDomains");
});
