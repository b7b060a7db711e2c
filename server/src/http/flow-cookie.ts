import type { CookieOptions, Request, Response } from "express";

/** How long a browser may be away at a provider. */
export const FLOW_SECONDS = 600;

/** One a provider, so that two tabs that go to two providers do not disturb each other. */
function cookieName(provider: string, isHttps: boolean): string {
  return `${isHttps ? "__Host-Http-" : ""}gh_flow_${provider}`;
}

/** Lax: the way back from a provider comes from another site, on which a Strict cookie would not be sent. */
function cookieOptions(isHttps: boolean): CookieOptions {
  return { httpOnly: true, secure: isHttps, sameSite: "lax", path: "/" };
}

/** The sealed flow to the provider that this browser has begun, if there is one. */
export function readFlowCookie(request: Request, provider: string, isHttps: boolean): string | undefined {
  const wanted = `${cookieName(provider, isHttps)}=`;
  const pair = request.headers.cookie
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted));
  return pair?.slice(wanted.length) || undefined;
}

export function setFlowCookie(response: Response, provider: string, sealed: string, isHttps: boolean): void {
  response.cookie(cookieName(provider, isHttps), sealed, { ...cookieOptions(isHttps), maxAge: FLOW_SECONDS * 1000 });
}

export function clearFlowCookie(response: Response, provider: string, isHttps: boolean): void {
  response.clearCookie(cookieName(provider, isHttps), cookieOptions(isHttps));
}
