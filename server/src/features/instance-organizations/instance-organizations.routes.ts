import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { mount, type Api } from "../../http/mount.ts";
import { listInstanceOrganizations, lookIntoOrganization } from "./instance-organizations.endpoints.ts";
import { listOrganizations } from "./instance-organizations.queries.ts";
import { lookInto, type LookDeps } from "./look-into-organization.ts";

export function instanceOrganizationRoutes(api: Api, deps: LookDeps): void {
  mount(api, listInstanceOrganizations, async ({ query: { cursor, limit } }) => {
    const found = await listOrganizations(deps.db, { limit, ...(cursor && { before: decodeIdCursor(cursor) }) });
    const items = found.slice(0, limit).map(({ organizationId: id, members, ...rest }) => ({ id, members: Number(members), ...rest }));
    return { items, nextCursor: found.length > limit ? encodeIdCursor(items.at(-1)) : null };
  });

  mount(api, lookIntoOrganization, ({ params, query }, { principal, origin }) =>
    lookInto(deps, { ...params, ...query, principal, origin }),
  );
}
