import { mount, type Api } from "../../http/mount.ts";
import type { Db } from "../../platform/db.ts";
import { listMyActivity } from "./audit.endpoints.ts";
import { ownEventPage } from "./event-page.ts";

export function auditRoutes(api: Api, { db }: { db: Db }): void {
  mount(api, listMyActivity, ({ query }, { principal: { userId } }) => ownEventPage(db, { userId, ...query }));
}
