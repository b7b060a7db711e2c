/**
 * Where to go after signing in: the `next` of a query string if it is a path of this origin, else "/".
 * The URL parser decides, because browsers drop tabs and newlines and read "\" as "/": `//evil`, `/\evil`,
 * `https:evil` and `javascript:` all lead elsewhere and are refused (CWE-601).
 */
export function nextPath(search: string, origin: string): string {
  const asked = new URLSearchParams(search).get("next");
  if (asked === null || !asked.startsWith("/")) return "/";
  const url = URL.parse(asked, origin);
  if (url === null || url.origin !== origin || url.pathname.startsWith("//") || isAuthPage(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

/** Adds where to go afterwards to a link between the auth pages, keeping a plain link plain. */
export function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
}

/** A `next` that names an auth page would send a signed-in person round in a circle. */
function isAuthPage(pathname: string): boolean {
  return /^\/(sign-in|sign-up|setup|verify|confirm|forgot|undo-email-change|undo-additions|unblock|keep-account)(\.html)?\/?$/.test(
    pathname,
  );
}
