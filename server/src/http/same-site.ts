import type { Request } from "express";
import { Problem } from "./problem.ts";

/**
 * Refuses a request that carries the refresh cookie but was not sent by the console's own pages: a custom header, which a
 * cross-site form cannot set, and what the browser itself says of the sender (Fetch Metadata; `Origin` where it is missing).
 * SameSite=Strict alone does not stop a sibling subdomain (RFC 10017).
 */
export function requireSameSite(request: Request, publicUrl: string): void {
  const site = request.get("sec-fetch-site");
  const isOwn = site === undefined ? request.get("origin") === new URL(publicUrl).origin : site === "same-origin";
  if (request.method !== "POST" || request.get("x-gatehouse") !== "1" || !isOwn) throw new Problem("cross_site_request");
}
