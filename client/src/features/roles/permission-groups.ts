import type { Permission } from "../../api/types.ts";

/** The permissions about one kind of thing. */
export interface PermissionGroup {
  title: string;
  permissions: Permission[];
}

const titles: Record<string, string> = {
  organization: "Organization",
  members: "Members",
  roles: "Roles",
  policies: "Policies",
  domains: "Mail domains",
  access: "Access",
  audit_events: "Activity",
};

/** Parts the catalogue by what it is about, keeping its order; a kind this console does not know yet keeps its own name. */
export function groupPermissions(catalogue: readonly Permission[]): PermissionGroup[] {
  const groups = new Map<string, PermissionGroup>();
  for (const permission of catalogue) {
    const [kind = ""] = permission.name.split(":");
    const title = Object.hasOwn(titles, kind) ? (titles[kind] ?? kind) : kind.replaceAll("_", " ");
    const group = groups.get(kind) ?? { title, permissions: [] };
    groups.set(kind, { ...group, permissions: [...group.permissions, permission] });
  }
  return [...groups.values()];
}

/** Only what the roles do not agree on; a group without any is left out. */
export function onlyDifferences(groups: PermissionGroup[], roles: readonly { permissions: readonly string[] }[]): PermissionGroup[] {
  const differs = ({ name }: Permission) => new Set(roles.map(({ permissions }) => permissions.includes(name))).size > 1;
  return groups
    .map((group) => ({ ...group, permissions: group.permissions.filter(differs) }))
    .filter(({ permissions }) => permissions.length > 0);
}
