import { createHash, randomBytes } from "node:crypto";
import type { Request, Response } from "express";

const LIFE_MS = 400 * 86_400_000;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

function cookieName(isHttps: boolean): string {
  return isHttps ? "__Host-Http-gh_browser" : "gh_browser";
}

/** The browser's own random name, if it sent a well-formed one. Says which browser it is and nothing of who uses it. */
export function readBrowser(request: Request, isHttps: boolean): string | undefined {
  const wanted = `${cookieName(isHttps)}=`;
  const pair = request.headers.cookie
    ?.split(";")
    .map((part) => part.trim())
    .find((part) => part.startsWith(wanted));
  const token = pair?.slice(wanted.length);
  return token && TOKEN.test(token) ? token : undefined;
}

/** A name for a browser that has none. */
export function newBrowser(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * The browser's name, given now if it has none. Sent again each time, so that it lives as long as the browser is used (400
 * days is the most that browsers keep). What trusts the cookie calls `requireSameSite`; what only gives it need not.
 */
export function keepBrowser(
  request: Request,
  response: Response,
  isHttps: boolean,
  token: string = readBrowser(request, isHttps) ?? newBrowser(),
): string {
  response.cookie(cookieName(isHttps), token, { httpOnly: true, secure: isHttps, sameSite: "strict", path: "/", maxAge: LIFE_MS });
  return token;
}

/** What is stored of a browser's name. */
export function browserHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
