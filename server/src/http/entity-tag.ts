import type { Request, Response } from "express";
import { Problem } from "./problem.ts";

/** Says which version of what was asked for the answer holds (RFC 9110, 8.8.3). */
export function setEntityTag(response: Response, version: number): void {
  response.setHeader("ETag", `"${version}"`);
}

/** The versions of `If-Match` (RFC 9110); undefined without one or with `*`. Throws 412 when none is one of our tags. */
export function expectedVersions(request: Request): number[] | undefined {
  const header = request.get("if-match");
  if (header === undefined || header === "*") return undefined;
  const versions = header.split(",").flatMap((tag) => /^ *"(\d{1,9})" *$/.exec(tag)?.[1] ?? []);
  if (versions.length === 0) throw new Problem("precondition_failed");
  return versions.map(Number);
}
