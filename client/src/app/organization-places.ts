import type { ComponentType } from "react";

/** A page below `/o/:slug`. */
export interface OrganizationPlace {
  /** As the router takes it: `members`, `members/:userId`. */
  path: string;
  /** What the navigation calls it; null for a page that others lead to. */
  label: string | null;
  /** What the role must permit; null where being a member is enough. Without it there is no entry, and the page says what is missing. */
  permission: string | null;
  load: () => Promise<ComponentType>;
}

/** The pages of an organization, in the order of the navigation. A new page needs its line here and nothing else. */
export const organizationPlaces: OrganizationPlace[] = [
  {
    path: "members",
    label: "Members",
    permission: "members:read",
    load: async () => (await import("../features/members/members-page.tsx")).MembersPage,
  },
  {
    path: "roles",
    label: "Roles",
    permission: "roles:read",
    load: async () => (await import("../features/roles/roles-page.tsx")).RolesPage,
  },
  {
    path: "roles/new",
    label: null,
    permission: "roles:read",
    load: async () => (await import("../features/roles/role-page.tsx")).NewRolePage,
  },
  {
    path: "roles/:roleId",
    label: null,
    permission: "roles:read",
    load: async () => (await import("../features/roles/role-page.tsx")).RolePage,
  },
  {
    path: "policies",
    label: "Policies",
    permission: "policies:read",
    load: async () => (await import("./policy-route.tsx")).PolicyRoute,
  },
  {
    path: "domains",
    label: "Domains",
    permission: "domains:read",
    load: async () => (await import("../features/domains/domains-page.tsx")).DomainsPage,
  },
  {
    path: "access",
    label: "Access",
    permission: null,
    load: async () => (await import("../features/explain/access-page.tsx")).AccessPage,
  },
  {
    path: "activity",
    label: "Activity",
    permission: "audit_events:read",
    load: async () => (await import("../features/activity/organization-activity-page.tsx")).OrganizationActivityPage,
  },
  {
    path: "settings",
    label: "Settings",
    permission: "organization:read",
    load: async () => (await import("../features/organizations/settings-page.tsx")).SettingsPage,
  },
];

/** The entries of the navigation for whoever may do this. */
export function placesFor(permissions: readonly string[]): { path: string; label: string }[] {
  return organizationPlaces.flatMap(({ path, label, permission }) =>
    label !== null && (permission === null || permissions.includes(permission)) ? [{ path, label }] : [],
  );
}
