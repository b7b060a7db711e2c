import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from "../api/types.ts";
import { Problem, readProblem, Unreachable } from "./problem.ts";

/** What may go with a request beside its route. */
export type RequestOptions<R extends Route> = {
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** How long to wait for the whole answer; 20 seconds unless given. */
  timeoutMs?: number;
} & (BodyOf<R> extends undefined ? { body?: undefined } : { body: BodyOf<R> }) &
  (QueryOf<R> extends undefined ? { query?: undefined } : { query?: QueryOf<R> }) &
  (ParamsOf<R> extends undefined ? { params?: undefined } : { params: ParamsOf<R> });

/** A success: its data, and the version of what was read, to be sent back as `If-Match`. */
export interface Answer<Data> {
  data: Data;
  etag: string | null;
}

/** The way a request leaves; a seam so that tests can answer it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Sends one request to the API as JSON, with cookies of this origin only.
 * @throws Problem when the server refuses, Unreachable when no usable answer came.
 */
export async function request<R extends Route>(
  route: R,
  options: RequestOptions<R>,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
): Promise<Answer<AnswerOf<R>>> {
  const { method, url } = locate(route, options);
  try {
    const response = await fetch(url, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: headersOf(options),
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: signalOf(options),
    });
    if (!response.ok) throw await readProblem(response);
    const data = response.status === 204 ? null : await response.json();
    return { data: data as AnswerOf<R>, etag: response.headers.get("ETag") };
  } catch (cause) {
    throw asFailure(cause, options.signal);
  }
}

function locate(route: Route, { params = {}, query }: { params?: object | undefined; query?: object | undefined }) {
  const [method, template = ""] = route.split(" ", 2);
  const path = Object.entries(params).reduce((rest, [name, value]) => rest.replace(`{${name}}`, encodeURIComponent(value)), template);
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return { method, url: `/api/v1${path}${search && `?${search}`}` };
}

function headersOf(options: { headers?: Record<string, string>; body?: unknown }): Record<string, string> {
  const type: Record<string, string> = options.body === undefined ? {} : { "Content-Type": "application/json" };
  return { Accept: "application/json, application/problem+json", ...type, ...options.headers };
}

function signalOf({ signal, timeoutMs = 20_000 }: { signal?: AbortSignal; timeoutMs?: number }): AbortSignal {
  const timeout = AbortSignal.timeout(timeoutMs);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}

/** An abort by the caller stays an abort; all else that is not a refusal means that no answer came. */
function asFailure(cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  if (cause instanceof Problem) return cause;
  return new Unreachable("No answer came from the server.", { cause });
}
