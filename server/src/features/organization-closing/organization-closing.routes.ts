import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { closeOrganization, type CloseDeps } from "./close-organization.ts";
import { closeOrganizationEndpoint, readBlastRadiusEndpoint, reopenOrganizationEndpoint } from "./organization-closing.endpoints.ts";
import { readBlastRadius } from "./organization-closing.queries.ts";
import { reopenOrganization } from "./reopen-organization.ts";

export function organizationClosingRoutes(api: Api, deps: CloseDeps): void {
  mount(api, readBlastRadiusEndpoint, ({ params: { organizationId } }) =>
    inOrganization(deps.db, organizationId, (tx) => readBlastRadius(tx, organizationId, deps.clock())),
  );

  mount(api, closeOrganizationEndpoint, ({ params }, { principal, origin }) => closeOrganization(deps, { ...params, principal, origin }));

  mount(api, reopenOrganizationEndpoint, ({ params }, { principal, origin }) => reopenOrganization(deps, { ...params, principal, origin }));
}
