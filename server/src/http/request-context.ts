import type { Request, RequestHandler, Response } from "express";
import type { Clock } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import type { Log } from "../platform/log.ts";
import type { Metrics } from "../platform/metrics.ts";
import { clientIp } from "./client-ip.ts";
import type { Origin, Principal } from "./principal.ts";

const MAX_USER_AGENT = 400;

/** Where the request came from, safe to store: an address that is one, and a user agent cut and freed of what is not printable ASCII. */
export function originOf(request: Request, response: Response): Origin {
  const userAgent = request
    .get("user-agent")
    ?.replace(/[^\x20-\x7e]/g, "")
    .slice(0, MAX_USER_AGENT);
  return { requestId: String(response.locals.requestId), ip: clientIp(request), userAgent: userAgent || null };
}

export function principalOf(request: Request): Principal | undefined {
  return request.user as Principal | undefined;
}

/**
 * Gives the request its id, and at its end writes its one log line, with the code of a problem, and counts it. Labels are route templates, never
 * addresses that came in, so that a scanner cannot grow the number of series.
 */
export function requestContext({ log, metrics, clock }: { log: Log; metrics: Metrics; clock: Clock }): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const requestId = newId(clock());
    response.locals.requestId = requestId;
    response.setHeader("X-Request-Id", requestId);
    // A socket that is closed has no address any more.
    const ip = clientIp(request);
    response.on("close", () => {
      const route = typeof response.locals.route === "string" ? response.locals.route : "none";
      const status = response.writableFinished ? response.statusCode : 499;
      const seconds = (performance.now() - started) / 1000;
      metrics.httpRequests.inc({ method: request.method, route, status });
      metrics.httpSeconds.observe({ method: request.method, route }, seconds);
      const principal = principalOf(request);
      log.info(
        {
          requestId,
          method: request.method,
          route,
          status,
          code: response.locals.problem as string | undefined,
          ms: Math.round(seconds * 1000),
          ip,
          principal: principal?.userId,
          session: principal?.sessionId,
        },
        "request",
      );
    });
    next();
  };
}
