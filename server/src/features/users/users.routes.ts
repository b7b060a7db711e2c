import type { Request } from "express";
import { mount, type Api } from "../../http/mount.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { updateProfile } from "./update-profile.ts";
import { getMe, updateMe } from "./users.endpoints.ts";
import { getUser } from "./users.queries.ts";

const entityTag = (version: number) => `"${version}"`;

/** The versions of `If-Match` (RFC 9110); undefined without one or with `*`. Throws 412 when none is one of our tags. */
function expectedVersions(request: Request): number[] | undefined {
  const header = request.get("if-match");
  if (header === undefined || header === "*") return undefined;
  const versions = header.split(",").flatMap((tag) => /^ *"(\d{1,9})" *$/.exec(tag)?.[1] ?? []);
  if (versions.length === 0) throw new Problem("precondition_failed");
  return versions.map(Number);
}

export function userRoutes(api: Api, deps: { db: Db; clock: Clock }): void {
  mount(api, getMe, async (_input, { principal, response }) => {
    const user = await getUser(deps.db, principal.userId);
    response.setHeader("ETag", entityTag(user.version));
    return user;
  });

  mount(api, updateMe, async ({ body }, { principal, origin, request, response }) => {
    const user = await updateProfile(deps, { userId: principal.userId, change: body, versions: expectedVersions(request), origin });
    response.setHeader("ETag", entityTag(user.version));
    return user;
  });
}
