/**
 * The decoded path of a request target, or undefined for one that has no business here: not in origin form, badly encoded, with
 * control characters or backslashes, or with a dot segment in any spelling. What passes can neither climb out of a folder nor
 * mean one thing to this proxy and another to the server behind it.
 */
export function requestPath(target: string | undefined): string | undefined {
  if (!target?.startsWith("/")) return undefined;
  let path: string;
  try {
    path = decodeURIComponent(target.split(/[?#]/, 1)[0] ?? "");
  } catch {
    return undefined;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f\\]/.test(path)) return undefined;
  return path.split("/").some((segment) => segment === "." || segment === "..") ? undefined : path;
}

/** Whether the API answers for this path; everything else belongs to the console. */
export function isApiPath(path: string): boolean {
  return (
    ["/health", "/openapi.json", "/docs"].includes(path) ||
    ["/api/", "/.well-known/", "/health/", "/docs/"].some((prefix) => path.startsWith(prefix))
  );
}

/** Paths that exist on other ports or nowhere, and are answered with 404 rather than with the console: metrics and dot files. */
export function isHiddenPath(path: string): boolean {
  return /^\/+metrics(\/|$)/.test(path) || path.split("/").some((segment) => segment.startsWith("."));
}
