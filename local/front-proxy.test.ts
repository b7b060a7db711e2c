import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request as sendRequest, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type FrontProxy, startFrontProxy } from "./front-proxy.ts";

type Answer = { status: number; headers: IncomingMessage["headers"]; body: Buffer };

let distDir = "";
let api: Server;
let apiAnswers: (request: IncomingMessage, response: ServerResponse) => unknown;
let front: FrontProxy;

beforeAll(async () => {
  distDir = mkdtempSync(join(tmpdir(), "front-"));
  mkdirSync(join(distDir, "assets"));
  writeFileSync(join(distDir, "index.html"), `<title>console</title>${"x".repeat(2_000)}`);
  writeFileSync(join(distDir, "sign-in.html"), "<title>sign in</title>");
  writeFileSync(join(distDir, "assets", "app-1a2b.js"), "let a = 1;");
  writeFileSync(join(distDir, "assets", "app-1a2b.js.br"), "packed");
  writeFileSync(join(distDir, ".secret"), "secret");
  api = createServer((request, response) => apiAnswers(request, response));
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  const apiOrigin = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  front = await startFrontProxy({ port: 0, host: "127.0.0.1", apiOrigin, distDir, idleTimeoutMs: 300 });
});
afterAll(async () => {
  await front.close(0);
  api.closeAllConnections();
  api.close();
  rmSync(distDir, { recursive: true });
});

/** Sends the path as it is written: fetch would tidy it up first. */
async function send(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { hostname, port } = new URL(front.origin);
  const request = sendRequest({ hostname, port, path, method: options.method ?? "GET", headers: options.headers ?? {} }, (response) => {
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk));
    response.on("error", reject);
    response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
  });
  request.on("error", reject);
  request.end(options.body);
  return promise;
}

test.each([
  ["/", "console"],
  ["/sign-in", "sign in"],
  ["/keys/123", "console"],
  ["/sign-in.html", "sign in"],
])("navigating to %s shows the %s page, asked for anew each time", async (path, title) => {
  const { status, headers, body } = await send(path);
  expect(status).toBe(200);
  expect(body.toString()).toContain(`<title>${title}</title>`);
  expect(headers["cache-control"]).toBe("no-cache");
  expect(headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
});

test.each(["/assets/gone-1a2b.js", "/assets/gone", "/favicon.ico", "/metrics", "/.secret", "/assets/app-1a2b.js.br"])(
  "%s is a 404 that nothing caches",
  async (path) => {
    const { status, headers, body } = await send(path);
    expect(status).toBe(404);
    expect(headers["cache-control"]).toBe("no-store");
    expect(body.toString()).not.toContain("<title>");
  },
);

test.each(["/../package.json", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fpackage.json", "/api/../metrics", "/a%00b"])(
  "%s is refused",
  async (path) => {
    expect((await send(path)).status).toBe(400);
  },
);

test("hashed files are kept for a year and sent as the build packed them", async () => {
  const { headers, body } = await send("/assets/app-1a2b.js", { headers: { "Accept-Encoding": "gzip, br" } });
  expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(headers["content-encoding"]).toBe("br");
  expect(headers["vary"]).toBe("Accept-Encoding");
  expect(body.toString()).toBe("packed");
});

test("an encoding that is refused with q=0 is not used", async () => {
  const { headers } = await send("/", { headers: { "Accept-Encoding": "gzip;q=0" } });
  expect(headers["content-encoding"]).toBeUndefined();
});

test("a page that is known already is answered with 304, and HEAD with headers alone", async () => {
  const first = await send("/", { headers: { "Accept-Encoding": "gzip" } });
  expect(first.headers["content-encoding"]).toBe("gzip");
  const again = await send("/", { headers: { "Accept-Encoding": "gzip", "If-None-Match": first.headers["etag"] ?? "" } });
  expect([again.status, again.body.length]).toEqual([304, 0]);
  const head = await send("/", { method: "HEAD" });
  expect([head.status, head.body.length]).toEqual([200, 0]);
  expect(Number(head.headers["content-length"])).toBeGreaterThan(2_000);
});

test("only GET and HEAD reach the files", async () => {
  const { status, headers } = await send("/", { method: "POST", body: "x" });
  expect([status, headers["allow"]]).toEqual([405, "GET, HEAD"]);
});

test("the API learns who the client is from the proxy alone, and gets method, body and query unchanged", async () => {
  let seen: { method?: string | undefined; url?: string | undefined; headers: IncomingMessage["headers"]; body: string } | undefined;
  apiAnswers = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    seen = { method: request.method, url: request.url, headers: request.headers, body };
    response.writeHead(201, { "Set-Cookie": ["a=1", "b=2"], "X-Request-Id": "r1", "X-Once": "1", Connection: "x-once" }).end("made");
  };
  const answer = await send("/api/v1/things?a=%20b", {
    method: "DELETE",
    headers: {
      Host: "localhost:3000",
      "Content-Length": "7",
      "X-Forwarded-For": "1.2.3.4",
      Forwarded: "for=1.2.3.4",
      "X-Hop": "1",
      Connection: "x-hop",
      Origin: "http://a",
    },
    body: "content",
  });
  expect(seen).toMatchObject({ method: "DELETE", url: "/api/v1/things?a=%20b", body: "content" });
  expect(seen?.headers).toMatchObject({
    host: "localhost:3000",
    origin: "http://a",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "http",
    "x-forwarded-host": "localhost:3000",
  });
  expect(seen?.headers["forwarded"]).toBeUndefined();
  expect(seen?.headers["x-hop"]).toBeUndefined();
  expect(answer.status).toBe(201);
  expect(answer.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
  expect(answer.headers["x-request-id"]).toBe("r1");
  expect(answer.headers["x-once"]).toBeUndefined();
  expect(answer.headers["content-security-policy"]).toBeUndefined();
  expect(answer.body.toString()).toBe("made");
});

test("an answer is passed on piece by piece, and a client that leaves ends the API's work", async () => {
  const apiClosed = Promise.withResolvers<void>();
  apiAnswers = (_request, response) => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.write("data: 1\n\n");
    response.once("close", () => apiClosed.resolve());
  };
  const response = await fetch(`${front.origin}/api/v1/events`);
  const reader = response.body?.getReader();
  const first = await reader?.read();
  expect(Buffer.from(first?.value ?? []).toString()).toBe("data: 1\n\n");
  await reader?.cancel();
  await apiClosed.promise;
});

test("an API that stays silent is given up", async () => {
  apiAnswers = () => undefined;
  const { status, headers, body } = await send("/api/v1/slow");
  expect(status).toBe(504);
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(JSON.parse(body.toString())).toMatchObject({ code: "gateway_timeout", status: 504, requestId: headers["x-request-id"] });
});

test("an API that hangs up is a bad gateway", async () => {
  apiAnswers = (request) => request.socket.destroy();
  expect((await send("/api/v1/x", { method: "POST", body: "{}" })).status).toBe(502);
});

test("an API that is not there is a 503 that says when to try again", async () => {
  const lonely = await startFrontProxy({ port: 0, host: "127.0.0.1", apiOrigin: "http://127.0.0.1:1", distDir });
  const answer = await fetch(`${lonely.origin}/health`);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("Retry-After")).toBe("1");
  expect(await answer.json()).toMatchObject({ code: "unavailable" });
  await lonely.close(0);
});

test("closing waits for the answer under way", async () => {
  apiAnswers = async (_request, response) => {
    await sleep(150);
    response.end("late");
  };
  const { port } = api.address() as AddressInfo;
  const closing = await startFrontProxy({ port: 0, host: "localhost", apiOrigin: `http://127.0.0.1:${port}`, distDir });
  const answer = fetch(`${closing.origin}/api/v1/late`);
  await sleep(50);
  await closing.close();
  expect(await (await answer).text()).toBe("late");
});
