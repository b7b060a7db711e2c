import { ALL_ORGANIZATION_PERMISSIONS, ORGANIZATION_PERMISSIONS } from "../../http/access/catalogue.ts";
import { expectedVersions, setEntityTag } from "../../http/entity-tag.ts";
import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import type { ActDeps } from "../organizations/index.ts";
import { createRole } from "./create-role.ts";
import { deleteRole } from "./delete-role.ts";
import { listRoles, shownRole } from "./list-roles.ts";
import { createRoleEndpoint, deleteRoleEndpoint, listPermissions, listRolesEndpoint, updateRoleEndpoint } from "./roles.endpoints.ts";
import { updateRole } from "./update-role.ts";

const CATALOGUE = ALL_ORGANIZATION_PERMISSIONS.map((name) => ({ name, description: ORGANIZATION_PERMISSIONS[name] }));

export function roleRoutes(api: Api, deps: ActDeps): void {
  mount(api, listPermissions, () => ({ items: CATALOGUE }));

  mount(api, listRolesEndpoint, async ({ params: { organizationId } }) => ({
    items: await inOrganization(deps.db, organizationId, (tx) => listRoles(tx, organizationId)),
  }));

  mount(api, createRoleEndpoint, async ({ params, body }, { principal, origin, response }) => {
    const role = await createRole(deps, { ...params, principal, origin }, body);
    setEntityTag(response, role.version);
    return shownRole(role);
  });

  mount(api, updateRoleEndpoint, async ({ params, body: change }, { principal, origin, request, response }) => {
    const role = await updateRole(deps, { ...params, principal, origin }, { change, versions: expectedVersions(request) });
    setEntityTag(response, role.version);
    return role;
  });

  mount(api, deleteRoleEndpoint, async ({ params, query: { replacementRoleId } }, { principal, origin, request }) => {
    await deleteRole(deps, { ...params, principal, origin }, { replacementRoleId, versions: expectedVersions(request) });
  });
}
