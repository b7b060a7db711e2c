import { z } from "zod";
import { isOrganizationPermission } from "./access/catalogue.ts";
import { DEMANDS, type Demand } from "./access/policy.ts";
import type { EndpointDefinition } from "./endpoint.ts";
import { REQUEST_HEADERS, RESPONSE_HEADERS, RETRY_LATER, type ResponseHeader } from "./headers.ts";
import type { Limits } from "./limits.ts";
import { isClosedToImpersonators } from "./impersonation.ts";
import { PROBLEMS, type ProblemCode } from "./problem-catalogue.ts";
import { refreshCookieName } from "./refresh-cookie.ts";

type Json = Record<string, unknown>;

const problemSchema = z
  .object({
    type: z.url().describe("Address of the documentation of this code."),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]).describe("Stable: branch on this."),
    detail: z.string().describe("What happened and what to do."),
    requestId: z.string().describe("Finds the log line, and the audit event of what was recorded."),
    errors: z
      .array(
        z.object({
          in: z.enum(["body", "query", "params", "header"]),
          path: z.string().describe("JSON pointer (RFC 6901)."),
          code: z.string(),
          message: z.string(),
        }),
      )
      .optional(),
    demands: z
      .array(z.enum(Object.keys(DEMANDS) as [Demand, ...Demand[]]))
      .optional()
      .describe("Of `organization_policy_unmet`: what is missing, in the order in which to give it."),
    deletesAt: z.iso.datetime().optional().describe("Of `account_closed`: when the account is deleted for good."),
  })
  .meta({ id: "Problem", description: "RFC 9457 problem details." });

/** JSON Schema of a zod schema. Named parts (`.meta({ id })`) are collected in `components` and referred to. */
function jsonSchema(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $schema: _dialect, $defs, ...rest } = z.toJSONSchema(schema, { io, target: "draft-2020-12" }) as Json & { $defs?: Json };
  const moved = (value: unknown): unknown => JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = moved(definition);
  const { id, ...body } = moved(rest) as Json;
  if (typeof id !== "string") return body;
  components[id] = body;
  return { $ref: `#/components/schemas/${id}` };
}

/** The codes that an endpoint can answer: its own and those that come with how it is mounted. */
export function problemCodes(definition: EndpointDefinition): ProblemCode[] {
  const { request, permission, limit, problems } = definition;
  const codes = new Set<ProblemCode>(problems);
  if (permission !== "public")
    for (const code of ["access_token_missing", "access_token_invalid", "access_token_expired", "session_ended"] as const) codes.add(code);
  for (const code of refusalsOf(permission)) codes.add(code);
  if (permission !== "public" && isClosedToImpersonators(definition)) codes.add("impersonation_is_read_only");
  if (definition.stepUp) codes.add("step_up_required");
  if (limit !== "none") codes.add("too_many_requests");
  // The organization in which one acts is compared with that of the path before anything is read.
  const isCompared = isOrganizationPermission(permission);
  const params = Object.keys(request.params?.shape ?? {}).filter((name) => !isCompared || name !== "organizationId");
  if (request.body || request.query || params.length > 0) codes.add("validation_failed");
  if (request.body) for (const code of ["malformed_request", "body_too_large", "unsupported_media_type"] as const) codes.add(code);
  return [...codes].sort((a, b) => PROBLEMS[a].status - PROBLEMS[b].status);
}

/** How a permission can be refused. */
function refusalsOf(permission: EndpointDefinition["permission"]): readonly ProblemCode[] {
  if (permission === "public" || permission === "authenticated") return [];
  if (!isOrganizationPermission(permission)) return ["permission_denied", "second_factor_required"];
  return ["permission_denied", "not_found", "organization_closed", "organization_policy_unmet", "ip_not_allowed"];
}

/** Every answer says its request id. */
const answerHeaders = (names: readonly ResponseHeader[] = []) => ({
  headers: Object.fromEntries(["X-Request-Id", ...names].map((name) => [name, { $ref: `#/components/headers/${name}` }])),
});

function problemResponses(definition: EndpointDefinition): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of problemCodes(definition)) byStatus.set(PROBLEMS[code].status, [...(byStatus.get(PROBLEMS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}.`).join(" "),
        ...answerHeaders(codes.some((code) => RETRY_LATER.has(code)) ? ["Retry-After"] : []),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    ]),
  );
}

function parameters(definition: EndpointDefinition, components: Json): Json[] {
  const inPart = (schema: z.ZodObject | undefined, place: "query" | "path") =>
    Object.entries(schema?.shape ?? {}).map(([name, member]) => ({
      name,
      in: place,
      required: place === "path" || !(member as z.ZodType).safeParse(undefined).success,
      schema: jsonSchema(member as z.ZodType, "input", components),
    }));
  const inHeader = (definition.request.headers ?? []).map((name) => ({ name, in: "header", required: false, ...REQUEST_HEADERS[name] }));
  return [...inPart(definition.request.params, "path"), ...inPart(definition.request.query, "query"), ...inHeader];
}

/** What is asked for, or what a public endpoint takes, which may be nothing. */
function security({ permission, credentials }: EndpointDefinition): Json[] {
  if (permission !== "public") return [{ accessToken: [] }];
  return credentials ? [...credentials.map((name) => ({ [name]: [] })), {}] : [];
}

function operation(definition: EndpointDefinition, components: Json, limits: Limits): Json {
  const { request, response, permission, limit } = definition;
  const all = parameters(definition, components);
  const content = response.body && {
    [response.contentType ?? "application/json"]: { schema: jsonSchema(response.body, "output", components) },
  };
  return {
    operationId: definition.operationId,
    summary: definition.summary,
    description: definition.description ?? `${definition.summary}.`,
    tags: [definition.tag],
    security: security(definition),
    "x-permission": permission,
    ...(definition.stepUp && { "x-step-up": definition.stepUp }),
    ...(limit !== "none" && { "x-limit": { name: limit, ...limits[limit] } }),
    "x-audit-actions": definition.audit,
    ...(all.length > 0 && { parameters: all }),
    ...(request.body && {
      requestBody: {
        required: !request.body.safeParse({}).success,
        content: { "application/json": { schema: jsonSchema(request.body, "input", components) } },
      },
    }),
    responses: {
      [String(response.status)]: { description: response.description, ...answerHeaders(response.headers), ...(content && { content }) },
      ...problemResponses(definition),
      default: {
        description: "Any other problem.",
        ...answerHeaders(["Retry-After"]),
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

export type OpenApiOptions = { publicUrl: string; version: string; limits: Limits };

/** The OpenAPI 3.1 document of the mounted endpoints. Each path already carries its base. */
export function openApiDocument(endpoints: readonly EndpointDefinition[], options: OpenApiOptions): Json {
  const components: Json = {};
  jsonSchema(problemSchema, "output", components);
  const paths: Record<string, Json> = {};
  for (const definition of endpoints) {
    const path = definition.path.replace(/:([A-Za-z]+)/g, "{$1}");
    (paths[path] ??= {})[definition.method.toLowerCase()] = operation(definition, components, options.limits);
  }
  const tags = [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name, description: TAGS[name] ?? name }));
  return {
    openapi: "3.1.1",
    info: {
      title: "Gatehouse",
      version: options.version,
      description: "People, programs and AI agents come in through one path. Every refusal is a problem of RFC 9457 with a stable code.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      contact: { name: "The operators of this deployment", url: options.publicUrl },
    },
    servers: [{ url: options.publicUrl }],
    tags,
    paths,
    components: {
      securitySchemes: {
        accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "A short-lived access token (RFC 9068)." },
        refreshCookie: {
          type: "apiKey",
          in: "cookie",
          name: refreshCookieName(options.publicUrl.startsWith("https:")),
          description: "The refresh token of a browser. It counts only with the header X-Gatehouse: 1, from the console's own origin.",
        },
      },
      headers: RESPONSE_HEADERS,
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => a.localeCompare(b))),
    },
  };
}

const TAGS: Record<string, string> = {
  "Sign-in": "Register, sign in, stay signed in, sign out.",
  Account: "What belongs to the person who asks.",
  Organizations: "Tenants: their members, roles, policies and domains.",
  Administration: "For administrators of the instance: who is here, and who comes.",
  Setup: "The first minutes of an instance.",
  Keys: "What others need to verify our tokens.",
  Operations: "Health, for load balancers and orchestrators.",
  Development: "What helps to try Gatehouse out. None of it exists in production.",
  Reference: "This description itself.",
};
