import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Server } from "node:http";
import { createClient } from "../../test/client.ts";
import { sendRaw } from "../../test/raw-request.ts";
import { createTestApp, type TestApp } from "../../test/test-app.ts";
import { createMetricsServer } from "./metrics-server.ts";

let app: TestApp;
let server: Server;
beforeAll(async () => {
  app = await createTestApp();
  server = createMetricsServer(app.deps.metrics);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await app.close();
});

test("the metrics are on a port of their own and nothing else is there", async () => {
  const answer = await sendRaw(server, { path: "/metrics" });
  expect(answer.status).toBe(200);
  expect(answer.headers["content-type"]).toMatch(/^text\/plain/);
  expect(answer.text).toContain("gatehouse_http_requests_total");
  expect((await sendRaw(server, { path: "/health" })).status).toBe(404);
  expect((await sendRaw(server, { path: "/metrics", method: "POST" })).status).toBe(404);
  await createClient(app).get("/metrics").expect(404);
});

test("requests are counted by route template, so that made-up addresses make no new series", async () => {
  await createClient(app).get("/health").expect(200);
  for (let index = 0; index < 20; index += 1) await createClient(app).get(`/api/v1/made-up-${index}`).expect(404);
  const { text } = await sendRaw(server, { path: "/metrics" });
  expect(text).toContain('gatehouse_http_requests_total{method="GET",route="/health",status="200"}');
  expect(text).not.toContain("made-up");
});
