import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { gzipSync } from "node:zlib";

export type SiteFile = {
  contentType: string;
  cacheControl: string;
  etag: string;
  bodies: { identity: Buffer; gzip?: Buffer; br?: Buffer };
};

const contentTypes: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".wasm": "application/wasm",
};
const compressible = /^(text\/|application\/(json|manifest|xml|wasm)|image\/svg)/;
const minCompressedBytes = 1_000;

/**
 * Reads a built site into memory, by URL path. Looking a request up in this map, rather than on disk, leaves no path to climb out by.
 * Later changes on disk are not seen.
 */
export function readSite(distDir: string): Map<string, SiteFile> {
  const site = new Map<string, SiteFile>();
  for (const entry of readdirSync(distDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /\.(br|gz)$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const urlPath = `/${relative(distDir, file).split(sep).join("/")}`;
    site.set(urlPath, readSiteFile(file, urlPath));
  }
  return site;
}

function readSiteFile(file: string, urlPath: string): SiteFile {
  const identity = readFileSync(file);
  const contentType = contentTypes[extname(file).toLowerCase()] ?? "application/octet-stream";
  const gzip = precompressed(`${file}.gz`) ?? compress(identity, contentType);
  const br = precompressed(`${file}.br`);
  return {
    contentType,
    // Names below /assets/ carry a hash of the content, so they never change; everything else is asked for again each time.
    cacheControl: urlPath.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    etag: createHash("sha256").update(identity).digest("base64url").slice(0, 22),
    bodies: { identity, ...(gzip && { gzip }), ...(br && { br }) },
  };
}

function precompressed(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

function compress(body: Buffer, contentType: string): Buffer | undefined {
  if (!compressible.test(contentType) || body.length < minCompressedBytes) return undefined;
  return gzipSync(body, { level: 9 });
}
