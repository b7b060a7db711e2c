/** Everything that can be permitted in an organization, and what it lets its holder do. Roles are made of these. */
export const ORGANIZATION_PERMISSIONS = {
  "organization:read": "See the organization's name and settings.",
  "organization:update": "Change its name and address.",
  "organization:transfer": "Hand its ownership over.",
  "organization:delete": "Close it, and delete it with all that is in it.",
  "members:read": "See who is a member, and who is invited.",
  "members:invite": "Invite people, and let in who asks to join.",
  "members:update": "Give members another role.",
  "members:remove": "Remove members.",
  "roles:read": "See the roles and what they permit.",
  "roles:create": "Make roles.",
  "roles:update": "Change what a role permits.",
  "roles:delete": "Delete roles.",
  "policies:read": "See what the organization demands of its members.",
  "policies:update": "Change what it demands.",
  "domains:read": "See its mail domains.",
  "domains:update": "Add, prove, change and remove mail domains.",
  "access:explain": "Ask why somebody may do something or not.",
  "audit_events:read": "Read the record of who did what.",
} as const satisfies Record<string, string>;

/** What an instance role permits, beyond any organization. */
export const INSTANCE_PERMISSIONS = {
  "invitations:read": "See who is invited to this Gatehouse.",
  "invitations:create": "Invite people to it.",
  "invitations:revoke": "Withdraw invitations.",
  "users:read": "See everybody's account.",
  "users:update": "Change accounts.",
  "users:disable": "Shut people out, and let them in again.",
  "users:delete": "Delete accounts.",
  "users:impersonate": "See what a person sees.",
  "organizations:read": "Look into organizations, which they are told.",
} as const satisfies Record<string, string>;

export type OrganizationPermission = keyof typeof ORGANIZATION_PERMISSIONS;
export type InstancePermission = keyof typeof INSTANCE_PERMISSIONS;

export function isOrganizationPermission(name: string): name is OrganizationPermission {
  return Object.hasOwn(ORGANIZATION_PERMISSIONS, name);
}

export const ALL_ORGANIZATION_PERMISSIONS: readonly OrganizationPermission[] =
  Object.keys(ORGANIZATION_PERMISSIONS).filter(isOrganizationPermission);
