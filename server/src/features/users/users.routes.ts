import { expectedVersions, setEntityTag } from "../../http/entity-tag.ts";
import { mount, type Api } from "../../http/mount.ts";
import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db.ts";
import { updateProfile } from "./update-profile.ts";
import { getMe, updateMe } from "./users.endpoints.ts";
import { getUser } from "./users.queries.ts";

export function userRoutes(api: Api, deps: { db: Db; clock: Clock }): void {
  mount(api, getMe, async (_input, { principal, response }) => {
    const user = await getUser(deps.db, principal.userId);
    setEntityTag(response, user.version);
    return user;
  });

  mount(api, updateMe, async ({ body }, { principal, origin, request, response }) => {
    const user = await updateProfile(deps, { userId: principal.userId, change: body, versions: expectedVersions(request), origin });
    setEntityTag(response, user.version);
    return user;
  });
}
