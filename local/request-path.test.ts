import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isApiPath, isHiddenPath, requestPath } from "./request-path.ts";

test.each([
  "/../etc/passwd",
  "/%2e%2e/etc/passwd",
  "/..%2f..%2fetc/passwd",
  "/assets/..%5c..%5cx",
  "/a/./b",
  "/%00",
  "/a%0d%0ab",
  "/%zz",
  "/%c0%ae%c0%ae/",
  "http://elsewhere/",
  "*",
  "",
])("%s is refused", (target) => {
  expect(requestPath(target)).toBeUndefined();
});

test("a path comes back decoded, without its query", () => {
  expect(requestPath("/keys/%C3%A4?x=/../#y")).toBe("/keys/ä");
});

test("no target, however encoded, yields a path with a dot segment or a control character", () => {
  const piece = fc.constantFrom("/", ".", "..", "%2e", "%2E", "%2f", "%5c", "\\", "a", "%00", "%25", "?", "%", "é");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const path = requestPath(`/${pieces.join("")}`);
      if (path !== undefined) expect(path.split(/[/\\]/).some((segment) => segment === ".." || segment === ".")).toBe(false);
    }),
  );
});

test("the API's paths are its own, and their look-alikes are not", () => {
  for (const path of ["/api/v1/me", "/.well-known/jwks.json", "/health", "/health/ready", "/openapi.json", "/docs", "/docs/x.css"]) {
    expect(isApiPath(path)).toBe(true);
  }
  for (const path of ["/", "/api", "/apis/x", "/healthy", "/docsy", "/metrics", "/openapi.json/x"]) expect(isApiPath(path)).toBe(false);
});

test("metrics and dot files do not exist here", () => {
  for (const path of ["/metrics", "//metrics", "/metrics/x", "/.env", "/a/.git/config"]) expect(isHiddenPath(path)).toBe(true);
  expect(isHiddenPath("/metrics-of-mine")).toBe(false);
});
