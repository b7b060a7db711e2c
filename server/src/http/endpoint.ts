import type { z } from "zod";
import type { RequestHeader, ResponseHeader } from "./headers.ts";
import type { LimitName } from "./limits.ts";
import type { Permission } from "./principal.ts";
import type { ProblemCode } from "./problem-catalogue.ts";
import type { StepUp } from "./step-up.ts";

/**
 * One route, described once: validation, types, documentation and admission all read this object.
 * Paths use Express' form (`/sessions/:id`). `problems` names what this endpoint adds to the ones every endpoint can answer.
 */
export type EndpointDefinition = {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  path: `/${string}`;
  operationId: string;
  summary: string;
  description?: string;
  tag: string;
  permission: Permission;
  /** What a public endpoint takes as proof of who asks, where it comes: any one of these, or none. Its handler reads it. */
  credentials?: readonly ("accessToken" | "refreshCookie")[];
  /** Dangerous enough that the proof of who asks must be fresh: see `step-up.ts`. */
  stepUp?: StepUp;
  /**
   * Who acts for a person only reads. `refused`: not even that, because it shows how the person proves themselves, or all that
   * there is of them. `allowed`: they do this as themselves.
   */
  impersonation?: "refused" | "allowed";
  limit: LimitName | "none";
  /** A browser's cookie gets a request by a window that is used up. The handler refuses it, unless it knows the browser. */
  letsKnownBrowsersBy?: true;
  /** What it is asked about must not show in the time of its answer: see `blur-time.ts`. */
  blursTime?: true;
  /** Actions of the audit events that it may write. */
  audit: readonly string[];
  /** `params`, `query` and `body` are validated; `headers` are only documented, for the handler reads them itself. */
  request: { params?: z.ZodObject; query?: z.ZodObject; body?: z.ZodObject; headers?: readonly RequestHeader[] };
  /**
   * 302 sends a browser elsewhere: the handler returns the address. `contentType` is for documents, whose body is a text sent as it is;
   * anything else is JSON. A `stream` is sent as the handler makes it, text by text, for what may be long: its body is only documented.
   * `headers` names what the handler
   * sets beyond the headers of every answer.
   */
  response: {
    status: 200 | 201 | 202 | 204 | 302;
    description: string;
    body?: z.ZodType;
    contentType?: string;
    stream?: true;
    headers?: readonly ResponseHeader[];
  };
  problems: readonly ProblemCode[];
};

type Part<D extends EndpointDefinition, K extends "params" | "query" | "body"> = D["request"][K] extends z.ZodType
  ? z.output<D["request"][K]>
  : undefined;

/** What a handler is given: only what the schemas let through. */
export type EndpointInput<D extends EndpointDefinition> = { params: Part<D, "params">; query: Part<D, "query">; body: Part<D, "body"> };

/** What a handler must return. More members than the schema declares are cut off before the answer leaves. */
export type EndpointOutput<D extends EndpointDefinition> = D["response"]["stream"] extends true
  ? AsyncIterable<string>
  : D["response"]["status"] extends 302
    ? string
    : D["response"]["body"] extends z.ZodType
      ? z.input<D["response"]["body"]>
      : void;

/** Keeps the literal types of a definition. */
export function endpoint<const D extends EndpointDefinition>(definition: D): D {
  return definition;
}
