import type { Request } from "express";
import { mount, type Api } from "../../http/mount.ts";
import { Problem } from "../../http/problem.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { updateProfile } from "./update-profile.ts";
import { getMe, updateMe } from "./users.endpoints.ts";
import { getUser } from "./users.queries.ts";

const entityTag = (version: number) => `"${version}"`;

/** The version of `If-Match`; undefined without one or with `*`. Throws 412 for what is not one of our tags. */
function expectedVersion(request: Request): number | undefined {
  const header = request.get("if-match");
  if (header === undefined || header === "*") return undefined;
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (!version) throw new Problem("precondition_failed");
  return Number(version);
}

export function userRoutes(api: Api, deps: { db: Db; clock: Clock }): void {
  mount(api, getMe, async (_input, { principal, response }) => {
    const user = await getUser(deps.db, principal.userId);
    response.setHeader("ETag", entityTag(user.version));
    return user;
  });

  mount(api, updateMe, async ({ body }, { principal, origin, request, response }) => {
    const user = await updateProfile(deps, { userId: principal.userId, change: body, version: expectedVersion(request), origin });
    response.setHeader("ETag", entityTag(user.version));
    return user;
  });
}
