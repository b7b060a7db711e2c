import { roleOf } from "../../http/access/roles.ts";
import { expectedVersions, setEntityTag } from "../../http/entity-tag.ts";
import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { listOrganizationsOf } from "../organization-access/index.ts";
import type { ActDeps } from "./act-in-organization.ts";
import { createOrganization } from "./create-organization.ts";
import {
  createOrganizationEndpoint,
  listMyOrganizations,
  readOrganization,
  updateOrganizationEndpoint,
} from "./organizations.endpoints.ts";
import { getOrganization } from "./organizations.queries.ts";
import { renameOrganization } from "./update-organization.ts";

export function organizationRoutes(api: Api, deps: ActDeps): void {
  mount(api, listMyOrganizations, async (_input, { principal }) => {
    const own = await listOrganizationsOf(deps.db, principal.userId);
    const items = own.map(({ organizationId: id, slug, name, joinedAt, erasesAt, ...role }) => {
      const isCurrent = principal.organization?.organizationId === id;
      return { id, slug, name, joinedAt, erasesAt, isCurrent, role: roleOf({ ...role, rolePermissions: null }) };
    });
    return { items };
  });

  mount(api, createOrganizationEndpoint, async ({ body: { name, slug } }, { principal, origin, response }) => {
    const organization = await createOrganization(deps, { principal, name, slug, origin });
    setEntityTag(response, organization.version);
    return organization;
  });

  mount(api, readOrganization, async ({ params: { organizationId } }, { response }) => {
    const organization = await inOrganization(deps.db, organizationId, (tx) => getOrganization(tx, organizationId));
    setEntityTag(response, organization.version);
    return organization;
  });

  mount(api, updateOrganizationEndpoint, async ({ params, body: change }, { principal, origin, request, response }) => {
    const versions = expectedVersions(request);
    const organization = await renameOrganization(deps, { ...params, principal, origin }, { change, versions });
    setEntityTag(response, organization.version);
    return organization;
  });
}
