import type { Demand } from "./access/policy.ts";
import { PROBLEMS, type ProblemCode } from "./problem-catalogue.ts";

/** One value that was not accepted. `path` is a JSON pointer (RFC 6901) into the part of the request named by `in`. */
export type FieldError = { in: "body" | "query" | "params" | "header"; path: string; code: string; message: string };

export type ProblemOptions = {
  /** Public: what happened, for the one who called. */
  detail?: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
  /** Public: when the account that it is about is deleted. */
  deletesAt?: Date;
  /** Public: what an organization asks for before one acts in it. */
  demands?: Demand[];
  /** Internal: for the log only. */
  cause?: unknown;
};

/** A refusal with a code of the catalogue. Thrown anywhere, answered in one place as `application/problem+json` (RFC 9457). */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly deletesAt: Date | undefined;
  readonly demands: Demand[] | undefined;

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(PROBLEMS[code].title, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.status = PROBLEMS[code].status;
    this.detail = options.detail ?? PROBLEMS[code].advice;
    this.errors = options.errors;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.deletesAt = options.deletesAt;
    this.demands = options.demands;
  }
}

/** A 422 about one member of the body. */
export function invalidField(path: string, errors: Array<{ code: string; message: string }>): Problem {
  return new Problem("validation_failed", { errors: errors.map((error) => ({ in: "body", path, ...error })) });
}

export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail: string;
  requestId: string;
  errors?: FieldError[];
  deletesAt?: string;
  demands?: Demand[];
};

/** The public form. `type` is the address of the code's documentation on this deployment. */
export function problemBody(problem: Problem, context: { publicUrl: string; requestId: string }): ProblemBody {
  return {
    type: `${context.publicUrl}/docs#problem-${problem.code}`,
    title: PROBLEMS[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    requestId: context.requestId,
    ...(problem.errors && { errors: problem.errors }),
    ...(problem.deletesAt && { deletesAt: problem.deletesAt.toISOString() }),
    ...(problem.demands && { demands: problem.demands }),
  };
}
