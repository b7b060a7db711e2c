import { randomUUID } from "node:crypto";
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request as sendRequest, type ServerResponse } from "node:http";

export type ApiProxy = {
  forward: (request: IncomingMessage, response: ServerResponse) => void;
  close: () => void;
};

type Headers = IncomingMessage["headersDistinct"];
type Failure = { status: number; code: string; title: string; detail: string };

// RFC 9110, 7.6.1: these concern one connection and are not passed on.
const hopByHop = new Set(
  "connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade".split(" "),
);
// A client must not be able to claim who it is on behalf of; `expect` has been answered by the time we forward.
const neverForwarded = new Set("forwarded x-forwarded-for x-forwarded-host x-forwarded-proto x-forwarded-port x-real-ip expect".split(" "));

/**
 * Passes requests to the API at `apiOrigin` and its answers back, streaming both ways. Says who the client is in `X-Forwarded-*`
 * whatever it claims itself. Gives up when the API is silent for `idleTimeoutMs`; a client that goes away ends the API's work.
 */
export function createApiProxy(apiOrigin: string, idleTimeoutMs = 60_000): ApiProxy {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const { hostname, port } = new URL(apiOrigin);

  const forward = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url: path } = request;
    const upstream = sendRequest({ agent, hostname, port, method, path, headers: headersForApi(request) });
    upstream.setTimeout(idleTimeoutMs, () => upstream.destroy(new Error("idle")));
    upstream.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.headersDistinct));
      // The status alone may be all for a while (a stream of events): let it go out.
      response.flushHeaders();
      answer.once("error", () => response.destroy());
      answer.pipe(response);
    });
    upstream.on("error", (error: NodeJS.ErrnoException) => {
      if (response.headersSent) response.destroy();
      else if (canRepeat(request, error, upstream.reusedSocket)) forward(request, response);
      else sendFailure(response, failureFor(error));
    });
    response.once("close", () => {
      if (!response.writableFinished) upstream.destroy();
    });
    request.pipe(upstream);
  };
  return { forward, close: () => agent.destroy() };
}

function headersForApi(request: IncomingMessage): OutgoingHttpHeaders {
  const headers = endToEnd(request.headersDistinct);
  for (const name of neverForwarded) delete headers[name];
  headers["x-forwarded-for"] = (request.socket.remoteAddress ?? "").replace(/^::ffff:/, "");
  headers["x-forwarded-proto"] = "http";
  const host = request.headers.host;
  if (host !== undefined) headers["host"] = headers["x-forwarded-host"] = host;
  // Node frames bodies of unknown length by itself for some methods only.
  if (request.headers["transfer-encoding"] !== undefined) headers["transfer-encoding"] = "chunked";
  return headers;
}

function endToEnd(headers: Headers): OutgoingHttpHeaders {
  const named = (headers["connection"] ?? []).flatMap((value) => value.toLowerCase().split(",")).map((name) => name.trim());
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.includes(name));
  return Object.fromEntries(kept.map(([name, values]) => [name, values?.length === 1 ? values[0] : values]));
}

/** The API may close an idle connection just when we use it again; what has no body and changes nothing is then sent once more. */
function canRepeat(request: IncomingMessage, error: NodeJS.ErrnoException, reused: boolean): boolean {
  const bodiless = request.headers["content-length"] === undefined && request.headers["transfer-encoding"] === undefined;
  return reused && error.code === "ECONNRESET" && bodiless && (request.method === "GET" || request.method === "HEAD");
}

function failureFor(error: NodeJS.ErrnoException): Failure {
  if (error.code === "ECONNREFUSED") {
    return { status: 503, code: "unavailable", title: "Service unavailable", detail: "The API is not running. Try again in a moment." };
  }
  if (error.message === "idle") {
    return { status: 504, code: "gateway_timeout", title: "Gateway timeout", detail: "The API took too long to answer. Try again." };
  }
  return { status: 502, code: "bad_gateway", title: "Bad gateway", detail: "The API ended the connection without an answer. Try again." };
}

function sendFailure(response: ServerResponse, failure: Failure): void {
  if (response.destroyed) return;
  const requestId = randomUUID();
  const body = JSON.stringify({ type: "about:blank", ...failure, requestId });
  response.writeHead(failure.status, {
    "Content-Type": "application/problem+json",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "X-Request-Id": requestId,
    // The rest of an unread request body would be taken for the next request.
    Connection: "close",
    ...(failure.status === 503 && { "Retry-After": "1" }),
  });
  response.end(response.req.method === "HEAD" ? undefined : body);
}
