import type { CookieOptions, Request, Response } from "express";

/** The prefix makes browsers refuse the cookie unless it is HttpOnly, Secure, host-only and set by an answer (RFC 6265bis). */
export function refreshCookieName(isHttps: boolean): string {
  return isHttps ? "__Host-Http-gh_rt" : "gh_rt";
}

function cookieOptions(isHttps: boolean): CookieOptions {
  return { httpOnly: true, secure: isHttps, sameSite: "strict", path: "/" };
}

/** The refresh token of the cookie, if there is one. With several of the name, the first, as browsers send the closest path first. */
export function readRefreshCookie(request: Request, isHttps: boolean): string | undefined {
  const wanted = `${refreshCookieName(isHttps)}=`;
  const pair = request.headers.cookie
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted));
  return pair?.slice(wanted.length) || undefined;
}

export function setRefreshCookie(response: Response, token: string, expires: Date, isHttps: boolean): void {
  response.cookie(refreshCookieName(isHttps), token, { ...cookieOptions(isHttps), expires });
}

export function clearRefreshCookie(response: Response, isHttps: boolean): void {
  response.clearCookie(refreshCookieName(isHttps), cookieOptions(isHttps));
}
