import type { CurrentOrganization, Member, OrganizationRole } from "../../api/types.ts";

/** For tests: a member as the list shows them, changed as said. */
export function fakeMember(changes: Partial<Member> = {}): Member {
  return {
    user: { id: "mia", name: "Mia Chen", email: "mia@example.com" },
    role: { id: "developer", name: "Developer", isBuiltIn: true },
    joinedAt: "2026-11-01T10:00:00.000Z",
    hasSecondFactor: true,
    isDisabled: false,
    lastSeenAt: "2026-11-20T10:00:00.000Z",
    ...changes,
  };
}

const all = ["organization:read", "members:read", "members:invite", "members:update", "members:remove", "roles:read"] as const;

/** For tests: the organization whose page it is, in which the reader may do this. */
export function fakeOrganization(permissions: readonly string[] = all): CurrentOrganization {
  return {
    id: "northwind",
    slug: "northwind",
    name: "Northwind",
    role: { id: "admin", name: "Admin" },
    permissions,
  };
}

function role(id: string, name: string, permissions: OrganizationRole["permissions"]): OrganizationRole {
  return { id, name, description: null, isBuiltIn: true, permissions, memberCount: 1, invitationCount: 0, version: 1 };
}

/** For tests: the roles of that organization; its owner's is beyond the reader. */
export const fakeRoles = [
  role("owner", "Owner", [...all, "organization:delete"]),
  role("admin", "Admin", all),
  role("developer", "Developer", ["organization:read", "members:read"]),
  role("viewer", "Viewer", ["organization:read"]),
];
