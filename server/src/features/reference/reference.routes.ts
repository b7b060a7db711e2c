import { readFileSync } from "node:fs";
import { mount, type Api } from "../../http/mount.ts";
import { openApiDocument } from "../../http/openapi.ts";
import { getOpenApi, getReference, getReferenceStyle } from "./reference.endpoints.ts";
import { renderReference } from "./render-reference.ts";

const STYLE = new URL("./reference.css", import.meta.url);

export function referenceRoutes(api: Api, options: { publicUrl: string; version: string }): void {
  const style = readFileSync(STYLE, "utf8");
  // Made when first asked for, when every endpoint is mounted.
  let document: object | undefined;
  const read = () => (document ??= openApiDocument(api.endpoints, { ...options, limits: api.limiter.limits }));
  mount(api, getOpenApi, () => JSON.stringify(read()));
  mount(api, getReference, () => renderReference(api.endpoints, read()));
  mount(api, getReferenceStyle, () => style);
}
