import { mount, type Api } from "../../http/mount.ts";
import type { Db } from "../../platform/db.ts";
import { organizationEventPage } from "../audit/index.ts";
import { listOrganizationActivity } from "./organization-activity.endpoints.ts";

export function organizationActivityRoutes(api: Api, { db }: { db: Db }): void {
  mount(api, listOrganizationActivity, ({ params, query }) => organizationEventPage(db, { ...params, ...query }));
}
