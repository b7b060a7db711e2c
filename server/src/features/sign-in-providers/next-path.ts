const MAX_LENGTH = 500;

/**
 * A path of the console to go on with, "/" for whatever is none. The URL parser decides, because browsers drop tabs and newlines and
 * read "\" as "/": `//evil`, `/\evil`, `https:evil` and `javascript:` all lead elsewhere (CWE-601). The fragment goes: what is told to
 * the page stands there.
 */
export function consolePath(asked: string | undefined, publicUrl: string): string {
  if (asked === undefined || asked.length > MAX_LENGTH || !asked.startsWith("/")) return "/";
  const { origin } = new URL(publicUrl);
  const url = URL.parse(asked, origin);
  const isElsewhere = url === null || url.origin !== origin || url.pathname.startsWith("//");
  return isElsewhere || /^\/(api|sign-in|sign-up)(\/|\.html|$)/.test(url.pathname) ? "/" : url.pathname + url.search;
}
