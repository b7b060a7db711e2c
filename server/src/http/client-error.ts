import type { Duplex } from "node:stream";
import { newId } from "../platform/ids.ts";
import type { Log } from "../platform/log.ts";
import { problemBody, Problem } from "./problem.ts";
import { PROBLEMS } from "./problem-catalogue.ts";

/** What Node's own parser refuses, by its error code. */
const CODES: Record<string, Problem["code"]> = { HPE_HEADER_OVERFLOW: "headers_too_large", ERR_HTTP_REQUEST_TIMEOUT: "request_timeout" };

export type ClientErrorOptions = { publicUrl: string; log: Log };

/** Answers a request that is no HTTP, or never became a whole one, as every other refusal is answered and logged; then hangs up. */
export function answerClientError({ publicUrl, log }: ClientErrorOptions): (error: NodeJS.ErrnoException, socket: Duplex) => void {
  return (error, socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
    const problem = new Problem(CODES[error.code ?? ""] ?? "malformed_request");
    const requestId = newId();
    log.info({ requestId, status: problem.status, code: problem.code }, "request");
    const body = JSON.stringify(problemBody(problem, { publicUrl, requestId }));
    socket.end(
      [
        `HTTP/1.1 ${problem.status} ${PROBLEMS[problem.code].title}`,
        "Content-Type: application/problem+json",
        `Content-Length: ${Buffer.byteLength(body)}`,
        `X-Request-Id: ${requestId}`,
        "Connection: close",
        "",
        body,
      ].join("\r\n"),
    );
  };
}
