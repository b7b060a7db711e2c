import type { InstancePermission, OrganizationPermission } from "./access/catalogue.ts";
import type { OrganizationAccess } from "./access/organization-access.ts";

/** Who makes a request. Programs with API keys and agents will be further kinds of the same thing. */
export type Principal = {
  kind: "user";
  userId: string;
  sessionId: string;
  instanceRole: InstanceRole | null;
  /** When the person last proved who they are (OpenID Connect `auth_time`). */
  authenticatedAt: Date;
  /** How (RFC 8176 `amr`). */
  methods: readonly string[];
  /** The administrator who acts for the person, and only reads; null when it is the person (RFC 8693 `act`). */
  impersonatorId: string | null;
  /** Where they act; null where the token names no organization, or one of which they are no member any more. */
  organization: OrganizationAccess | null;
};

/** A permission over the whole instance, not a role in an organization. */
export type InstanceRole = "administrator";

/** Where a request came from, as the audit log and the sessions remember it. */
export type Origin = { requestId: string; ip: string; userAgent: string | null };

/**
 * `public`: no credential is asked for. `authenticated`: any principal, for what is their own. Else `resource:action` of the catalogue:
 * of the organization in which they act, or of the whole instance.
 */
export type Permission = "public" | "authenticated" | InstancePermission | OrganizationPermission;
