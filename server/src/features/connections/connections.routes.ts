import { mount, type Api } from "../../http/mount.ts";
import type { Db } from "../../platform/db.ts";
import { listMyConnections } from "./connections.endpoints.ts";
import { listConnections } from "./connections.queries.ts";

export function connectionRoutes(api: Api, { db }: { db: Db }): void {
  mount(api, listMyConnections, async (_input, { principal: { userId } }) => ({ items: await listConnections(db, userId) }));
}
