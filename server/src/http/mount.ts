import { isUtf8 } from "node:buffer";
import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { blurTime } from "./blur-time.ts";
import { clientIp } from "./client-ip.ts";
import { readBrowser } from "./browser-cookie.ts";
import type { EndpointDefinition, EndpointInput, EndpointOutput } from "./endpoint.ts";
import type { Limiter, LimitName } from "./limits.ts";
import type { Clock } from "../platform/clock.ts";
import { isOrganizationPermission, type OrganizationPermission } from "./access/catalogue.ts";
import type { OrganizationAccess } from "./access/organization-access.ts";
import { requireAccess } from "./access/require-access.ts";
import { refuseImpersonator } from "./impersonation.ts";
import type { Origin, Principal } from "./principal.ts";
import { Problem } from "./problem.ts";
import { originOf, principalOf } from "./request-context.ts";
import { sendStream } from "./send-stream.ts";
import { requireFreshProof, type Proof } from "./step-up.ts";
import { validate } from "./validate.ts";

/** The routes of the API as they are mounted, with what admits a request to them. */
export type Api = {
  router: Router;
  endpoints: EndpointDefinition[];
  authenticate: RequestHandler;
  limiter: Limiter;
  /** Of the session itself, for dangerous acts: an access token from before a new proof does not tell of it. Throws `session_ended`. */
  proofOf: (principal: Principal) => Promise<Proof>;
  clock: Clock;
  isHttps: boolean;
};

type HandlerContext<D extends EndpointDefinition> = {
  principal: D["permission"] extends "public" ? undefined : Principal;
  /** In which the caller acts, and the one that the path names. */
  organization: D["permission"] extends OrganizationPermission ? OrganizationAccess : undefined;
  origin: Origin;
  request: Request;
  response: Response;
  /** Set when the window of the IP address is used up, where the definition lets known browsers by: the seconds until it is over. */
  ipWaitSeconds: number | undefined;
};

export type Handler<D extends EndpointDefinition> = (
  input: EndpointInput<D>,
  context: HandlerContext<D>,
) => Promise<EndpointOutput<D>> | EndpointOutput<D>;

const MAX_BODY = "64kb";
const METHODS = { GET: "get", POST: "post", PATCH: "patch", PUT: "put", DELETE: "delete" } as const;

/** Lets by who may do it, and has proven themselves as the act asks for. An act that then waits is judged anew: see `sessions/hold-principal.ts`. */
function permit({ clock, proofOf }: Api, definition: EndpointDefinition): RequestHandler {
  const { permission, stepUp } = definition;
  return async (request, _response, next) => {
    const principal = principalOf(request);
    if (!principal) throw new Problem("access_token_missing");
    refuseImpersonator(principal, definition);
    if (permission !== "authenticated" && permission !== "public") {
      requireAccess({
        permission,
        who: principal,
        organizationId: organizationOf(request, permission),
        ip: clientIp(request),
        now: clock(),
      });
    }
    if (stepUp) requireFreshProof(await proofOf(principal), clock(), stepUp);
    next();
  };
}

/** The organization that the path of an organization's endpoint names. */
function organizationOf(request: Request, permission: string): string | undefined {
  return isOrganizationPermission(permission) ? String(request.params.organizationId).toLowerCase() : undefined;
}

/** Counts the request in the window of its IP address, and refuses it when that is used up, or leaves this to the handler. */
function admit({ limiter, isHttps }: Api, limit: LimitName, letsKnownBrowsersBy: boolean): RequestHandler {
  return async (request, response, next) => {
    const waitSeconds = await limiter.waitOf(limit, clientIp(request));
    if (waitSeconds !== undefined && !(letsKnownBrowsersBy && readBrowser(request, isHttps))) throw limiter.refusal(limit, waitSeconds);
    response.locals.ipWaitSeconds = waitSeconds;
    next();
  };
}

function hasBody(request: Request): boolean {
  return request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
}

const requireJson: RequestHandler = (request, _response, next) => {
  if (hasBody(request) && !request.is("application/json")) throw new Problem("unsupported_media_type");
  next();
};

/** JSON is UTF-8 (RFC 8259). The parser also takes other charsets, and puts U+FFFD in the place of bytes that it cannot read. */
function requireUtf8(_request: unknown, _response: unknown, bytes: Buffer, charset: string): void {
  if (charset !== "utf-8") throw new Problem("unsupported_media_type");
  if (!isUtf8(bytes)) throw new Problem("malformed_request", { detail: "The body is not valid UTF-8." });
}

/** The outcome of a handler, a refusal too, when it may be seen. */
async function answerOf<T>(outcome: Promise<T> | T, { blursTime }: EndpointDefinition): Promise<T> {
  try {
    return await outcome;
  } finally {
    if (blursTime) await blurTime();
  }
}

/**
 * Mounts one endpoint on the one way in: window of the address, principal, permission, body, validation, handler, answer.
 * The body is read only after admission, never unpacked (so that a small one stays small), and only what the response schema declares is sent.
 */
export function mount<D extends EndpointDefinition>(api: Api, definition: D, handler: Handler<D>): void {
  const { method, path, request: parts, response: answer, limit, permission } = definition;
  const steps: RequestHandler[] = [(_request, response, next) => ((response.locals.route = path), next())];
  if (limit !== "none") steps.push(admit(api, limit, definition.letsKnownBrowsersBy === true));
  if (permission !== "public") steps.push(api.authenticate, permit(api, definition));
  if (parts.body) steps.push(requireJson, express.json({ limit: MAX_BODY, type: "application/json", inflate: false, verify: requireUtf8 }));

  steps.push(async (request, response) => {
    const input = {
      params: parts.params && validate(parts.params, request.params, "params"),
      query: parts.query && validate(parts.query, request.query, "query"),
      body: parts.body && validate(parts.body, request.body ?? {}, "body"),
    } as EndpointInput<D>;
    const ipWaitSeconds = response.locals.ipWaitSeconds as number | undefined;
    const principal = principalOf(request);
    const context = {
      principal,
      organization: principal?.organization ?? undefined,
      origin: originOf(request, response),
      request,
      response,
      ipWaitSeconds,
    };
    const result = await answerOf(handler(input, context as HandlerContext<D>), definition);
    response.status(answer.status);
    if (answer.status === 302) response.setHeader("Location", String(result));
    if (answer.stream) await sendStream(response.type("application/json"), result as AsyncIterable<string>);
    else if (!answer.body) response.end();
    else if (answer.contentType) response.type(answer.contentType).send(answer.body.parse(result));
    else response.json(answer.body.parse(result));
  });

  api.endpoints.push(definition);
  api.router[METHODS[method]](path, ...steps);
}
