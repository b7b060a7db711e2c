import type { Demand, FieldProblem, ProblemBody } from "../api/types.ts";

/** A refusal by the server. A class only because `instanceof` and a stack need one. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  /** The stable key, e.g. `invalid_credentials`; `http_502` when the answer was not ours (a proxy's page). */
  readonly code: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  /** Seconds to wait before trying again, when the server said so. */
  readonly retryAfterSeconds: number | null;
  /** Of a closed account: when it is deleted for good. */
  readonly deletesAt: string | null;
  /** What an organization asks for first. */
  readonly demands: readonly Demand[];

  constructor(answer: {
    status: number;
    code: string;
    detail: string;
    requestId: string | null;
    errors: readonly FieldProblem[];
    retryAfterSeconds: number | null;
    deletesAt?: string | null;
    demands?: readonly Demand[];
  }) {
    super(answer.detail);
    this.status = answer.status;
    this.code = answer.code;
    this.requestId = answer.requestId;
    this.errors = answer.errors;
    this.retryAfterSeconds = answer.retryAfterSeconds;
    this.deletesAt = answer.deletesAt ?? null;
    this.demands = answer.demands ?? [];
  }
}

/** No answer came: offline, a broken connection, a time-out, or an answer that is not JSON. Says nothing about the session. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** Whether an error is a refusal with one of these codes. */
export function isProblem(error: unknown, ...codes: string[]): error is Problem {
  return error instanceof Problem && (codes.length === 0 || codes.includes(error.code));
}

/** Reads a refusal from an answer that is not 2xx. Never throws: a body that is not `problem+json` still gives a Problem. */
export async function readProblem(response: Response): Promise<Problem> {
  const body = await readBody(response);
  return new Problem({
    status: response.status,
    code: body.code ?? `http_${response.status}`,
    detail: body.detail ?? body.title ?? `The server answered ${response.status}.`,
    requestId: body.requestId ?? response.headers.get("X-Request-Id"),
    errors: body.errors ?? [],
    retryAfterSeconds: parseRetryAfter(response.headers.get("Retry-After")),
    deletesAt: body.deletesAt ?? null,
    demands: body.demands ?? [],
  });
}

async function readBody(response: Response): Promise<Partial<ProblemBody>> {
  if (!response.headers.get("Content-Type")?.includes("json")) return {};
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null ? body : {};
}

/** The codes given for one field of the body, e.g. `fieldCodes(problem, "password")` -> `["too_short"]`. */
export function fieldCodes(error: unknown, field: string): string[] {
  if (!(error instanceof Problem)) return [];
  return error.errors.filter((reason) => reason.path === `/${field}`).map((reason) => reason.code);
}

/** Whole seconds from a `Retry-After` header (RFC 9110, 10.2.3: seconds or a date); null when there is none. */
export function parseRetryAfter(header: string | null, now: number = Date.now()): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}
