import { useQuery } from "@tanstack/react-query";
import type { OrganizationRole } from "../../api/types.ts";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { memberRoles } from "./member-queries.ts";

/** The roles of the organization, and those of them that the reader may give: nobody gives what they do not hold. */
export function useGrantableRoles(): { roles: readonly OrganizationRole[]; grantable: readonly OrganizationRole[] } {
  const { id, permissions } = useOrganization();
  const { data: roles = [] } = useQuery({ ...memberRoles(id), enabled: usePermission("roles:read") });
  return { roles, grantable: grantableOf(roles, permissions) };
}

/** Those that permit nothing beyond these permissions. */
function grantableOf(roles: readonly OrganizationRole[], permissions: readonly string[]): OrganizationRole[] {
  return roles.filter((role) => role.permissions.every((permission) => permissions.includes(permission)));
}

/** Those that every organization has, for who may not see the list of roles; the server knows whether they may give them. */
const usual = [
  { id: "admin", name: "Admin", description: null },
  { id: "developer", name: "Developer", description: null },
  { id: "viewer", name: "Viewer", description: null },
];

/** The roles to which the reader may invite. Owners are made of members only. */
export function useInvitableRoles(): readonly Pick<OrganizationRole, "id" | "name" | "description">[] {
  const { grantable } = useGrantableRoles();
  const invitable = grantable.filter(({ id }) => id !== "owner");
  return invitable.length > 0 ? invitable : usual;
}
