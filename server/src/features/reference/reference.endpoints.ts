import { z } from "zod";
import { endpoint } from "../../http/endpoint.ts";

function document<const P extends `/${string}`, const I extends string, const T extends string>(
  path: P,
  operationId: I,
  summary: string,
  contentType: T,
) {
  return endpoint({
    method: "GET",
    path,
    operationId,
    summary,
    tag: "Reference",
    permission: "public",
    limit: "none",
    audit: [],
    request: {},
    response: { status: 200, description: "The document.", body: z.string(), contentType },
    problems: [],
  });
}

export const getOpenApi = document("/openapi.json", "getOpenApi", "This description, as OpenAPI 3.1", "application/json");
export const getReference = document("/docs", "getReference", "This description, as a page to read", "text/html");
export const getReferenceStyle = document("/docs/reference.css", "getReferenceStyle", "The style of that page", "text/css");
