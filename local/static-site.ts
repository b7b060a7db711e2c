import type { IncomingMessage, ServerResponse } from "node:http";
import { extname } from "node:path";
import { readSite, type SiteFile } from "./site-files.ts";

/**
 * Answers GET and HEAD from a built single-page site as nginx's `try_files $uri $uri.html /index.html` would: a path without an
 * extension that is no file is a navigation and gets the application; a missing file is a 404 that nothing may cache.
 * `headers` go on every answer.
 */
export function createStaticSite(
  distDir: string,
  headers: Record<string, string>,
): (request: IncomingMessage, response: ServerResponse, path: string) => void {
  const site = readSite(distDir);
  return (request, response, path) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      sendText(response, 405, "Only GET and HEAD are answered here.\n");
      return;
    }
    const file = findFile(site, path);
    if (file) sendFile(request, response, file);
    else sendText(response, 404, "There is nothing here.\n");
  };
}

/** Sends a short plain text that nothing may cache. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(text),
    "Cache-Control": "no-store",
  });
  response.end(response.req.method === "HEAD" ? undefined : text);
}

function findFile(site: Map<string, SiteFile>, path: string): SiteFile | undefined {
  const exact = site.get(path) ?? site.get(`${path}.html`);
  const isNavigation = extname(path) === "" && !path.startsWith("/assets/");
  return exact ?? (isNavigation ? site.get("/index.html") : undefined);
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: SiteFile): void {
  const encoding = chooseEncoding(request.headers["accept-encoding"] ?? "", file);
  // Each encoding is a representation of its own (RFC 9110, 8.8.3).
  const etag = `"${file.etag}${encoding === "identity" ? "" : `-${encoding}`}"`;
  const body = file.bodies[encoding] ?? file.bodies.identity;
  response.setHeader("Vary", "Accept-Encoding");
  response.setHeader("Cache-Control", file.cacheControl);
  response.setHeader("ETag", etag);
  if (matches(request.headers["if-none-match"], etag)) {
    response.writeHead(304).end();
    return;
  }
  response.setHeader("Content-Type", file.contentType);
  if (encoding !== "identity") response.setHeader("Content-Encoding", encoding);
  response.writeHead(200, { "Content-Length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

function chooseEncoding(accepted: string, file: SiteFile): keyof SiteFile["bodies"] {
  const allowed = accepted
    .toLowerCase()
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => !/;\s*q=0(\.0*)?$/.test(entry))
    .map((entry) => entry.split(";", 1)[0]?.trim());
  if (file.bodies.br && allowed.includes("br")) return "br";
  return file.bodies.gzip && allowed.includes("gzip") ? "gzip" : "identity";
}

/** RFC 9110, 13.1.2: If-None-Match compares weakly. */
function matches(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(",").some((entry) => ["*", etag, `W/${etag}`].includes(entry.trim()));
}
