import { createApp, API_VERSION } from "../../server/src/app.ts";
import { readConfig } from "../../server/src/config.ts";
import type { Deps } from "../../server/src/deps.ts";
import { LIMITS } from "../../server/src/http/limits.ts";
import { openApiDocument } from "../../server/src/http/openapi.ts";

/** The OpenAPI document as text. The app is only asked for its endpoints and never runs, so that it needs no database. */
export function openApiText(): string {
  const config = readConfig({ NODE_ENV: "test", DATABASE_URL: "postgres://none" });
  const { publicUrl, isHttps } = config;
  // "page" has the endpoints of development among them.
  const { endpoints } = createApp({ config, publicUrl, isHttps, outbox: { mode: "page" } } as unknown as Deps);
  return `${JSON.stringify(openApiDocument(endpoints, { publicUrl, version: API_VERSION, limits: LIMITS }), null, 2)}\n`;
}
