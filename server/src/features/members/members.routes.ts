import type { OrganizationAccess } from "../../http/access/organization-access.ts";
import { roleOf } from "../../http/access/roles.ts";
import { expectedVersions, setEntityTag } from "../../http/entity-tag.ts";
import { decodeIdCursor, encodeIdCursor } from "../../http/id-cursor.ts";
import { mount, type Api } from "../../http/mount.ts";
import { inOrganization } from "../../platform/tenant.ts";
import { changeRole, type MemberDeps } from "./change-role.ts";
import { getMember } from "./give-role.ts";
import type { Member } from "./member.ts";
import { changeMember, leaveOrganizationEndpoint, listAllMembers, readMember, removeOneMember } from "./members.endpoints.ts";
import { listMembers } from "./members.queries.ts";
import { leave } from "./leave-organization.ts";
import { removeMember } from "./remove-member.ts";

/** As whoever acts there may see them. */
function present({ userId, name, email, hasSecondFactor, ...member }: Member, { role }: OrganizationAccess) {
  const maySee = role.permissions.has("members:update");
  return { ...member, user: { id: userId, name, email }, role: roleOf(member), hasSecondFactor: maySee ? hasSecondFactor : null };
}

export function memberRoutes(api: Api, deps: MemberDeps): void {
  mount(api, listAllMembers, async ({ params: { organizationId }, query: { search, cursor, limit } }, { organization }) => {
    const page = { limit, ...(cursor && { before: decodeIdCursor(cursor) }) };
    const found = await inOrganization(deps.db, organizationId, (tx) => listMembers(tx, { organizationId, search }, page));
    const items = found.slice(0, limit).map((member) => present(member, organization));
    return { items, nextCursor: found.length > limit ? encodeIdCursor(items.at(-1)?.user) : null };
  });

  mount(api, readMember, async ({ params: { organizationId, userId } }, { organization, response }) => {
    const member = await inOrganization(deps.db, organizationId, (tx) => getMember(tx, organizationId, userId));
    setEntityTag(response, member.version);
    return present(member, organization);
  });

  mount(api, changeMember, async ({ params, body: { roleId } }, { principal, organization, origin, request, response }) => {
    const { organizationId, userId } = params;
    const change = { userId, roleId, versions: expectedVersions(request) };
    const member = await changeRole(deps, { organizationId, principal, origin }, change);
    setEntityTag(response, member.version);
    return present(member, organization);
  });

  mount(api, removeOneMember, ({ params: { organizationId, userId } }, { principal, origin }) =>
    removeMember(deps, { organizationId, principal, origin }, userId),
  );

  mount(api, leaveOrganizationEndpoint, ({ params }, { principal, origin }) => leave(deps, { ...params, principal, origin }));
}
