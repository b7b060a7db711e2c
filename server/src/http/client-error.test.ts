import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { PassThrough } from "node:stream";
import { createLog } from "../platform/log.ts";
import { answerClientError } from "./client-error.ts";

let server: Server;
let logged = "";
const log = createLog(
  { level: "info" },
  new PassThrough().on("data", (chunk: Buffer) => (logged += chunk.toString("utf8"))),
);
beforeAll(async () => {
  server = createServer((_request, response) => response.end());
  server.on("clientError", answerClientError({ publicUrl: "http://localhost:3000", log }));
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => void server.close());

/** What comes back for bytes that are sent as they are. */
async function exchange(bytes: string): Promise<{ head: string; body: Record<string, unknown> }> {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write(bytes);
  let answer = "";
  socket.on("data", (chunk) => (answer += chunk.toString("utf8")));
  await once(socket, "close");
  const [head = "", body = "{}"] = answer.split("\r\n\r\n");
  return { head, body: JSON.parse(body) as Record<string, unknown> };
}

test.each([
  ["no HTTP at all", "hello there\r\n\r\n", 400, "malformed_request"],
  ["two lengths that differ", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "malformed_request"],
  ["headers without an end", `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"a".repeat(20_000)}\r\n\r\n`, 431, "headers_too_large"],
])("%s is refused as every other request is, with one log line", async (_name, bytes, status, code) => {
  const { head, body } = await exchange(bytes);
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toContain("application/problem+json");
  expect(body).toMatchObject({ status, code });
  expect(head).toContain(`X-Request-Id: ${String(body.requestId)}`);
  const lines = logged.split("\n").filter((line) => line.includes(String(body.requestId)));
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([{ level: "info", status, code }]);
});
