import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import type { Log } from "../platform/log.ts";
import { QueueFull } from "../platform/bounded-queue.ts";
import { Problem, problemBody } from "./problem.ts";
import { STEP_UP_CHALLENGE } from "./step-up.ts";

type BodyError = Error & { type: string };

/** What express' body parser throws, by its `type`. */
const BODY_PROBLEMS: Record<string, Problem["code"]> = {
  "entity.too.large": "body_too_large",
  "charset.unsupported": "unsupported_media_type",
  "encoding.unsupported": "unsupported_media_type",
  "entity.parse.failed": "malformed_request",
  "entity.verify.failed": "malformed_request",
  "request.size.invalid": "malformed_request",
  "request.aborted": "malformed_request",
};

function isBodyError(error: unknown): error is BodyError {
  return error instanceof Error && "type" in error && typeof error.type === "string" && error.type in BODY_PROBLEMS;
}

/** Postgres is away (class 08, 57P0x) or the pool is used up: the caller may try again, which is what 503 says. */
function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    /^(08|57P0|53)|^ECONN|^ENOTFOUND$|^EPIPE$/.test(code) ||
    error.name === "KnexTimeoutError" ||
    /Connection terminated|timeout expired|Query read timeout/.test(error.message)
  );
}

/** Turns whatever was thrown into a problem. What nobody foresaw becomes a 500 that says nothing of its cause. */
function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof QueueFull) return new Problem("busy", { retryAfterSeconds: 2, cause: error });
  if (isBodyError(error)) return new Problem(BODY_PROBLEMS[error.type] ?? "malformed_request", { cause: error });
  if (error instanceof URIError) return new Problem("malformed_request", { cause: error });
  if (isDatabaseAway(error)) return new Problem("unavailable", { retryAfterSeconds: 2, cause: error });
  return new Problem("internal_error", { cause: error });
}

export type ProblemHandlerOptions = { publicUrl: string; log: Log; observe?: (request: Request, problem: Problem) => void };

/** The one place where a throw becomes an answer. */
export function problemHandler({ publicUrl, log, observe }: ProblemHandlerOptions): ErrorRequestHandler {
  return (error: unknown, request: Request, response: Response, next) => {
    const problem = toProblem(error);
    response.locals.problem = problem.code;
    // Too many passwords at once is foreseen: it has its metric and its request line.
    if (problem.status >= 500 && problem.code !== "busy")
      log.error({ err: problem.cause, requestId: response.locals.requestId, code: problem.code }, problem.message);
    observe?.(request, problem);
    if (response.headersSent) return next(error);
    if (problem.retryAfterSeconds !== undefined)
      response.setHeader("Retry-After", String(Math.max(1, Math.ceil(problem.retryAfterSeconds))));
    if (problem.status === 401) response.setHeader("WWW-Authenticate", "Bearer");
    if (problem.code === "step_up_required") response.setHeader("WWW-Authenticate", STEP_UP_CHALLENGE);
    response.status(problem.status).type("application/problem+json");
    response.send(JSON.stringify(problemBody(problem, { publicUrl, requestId: String(response.locals.requestId) })));
  };
}

/** Answers what no route took. */
export const notFound: RequestHandler = () => {
  throw new Problem("not_found");
};
