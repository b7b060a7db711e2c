import type { Origin } from "../../http/principal.ts";

/** Every action that is recorded, as `subject.what_happened`. The list grows with the features; a name never changes its meaning. */
const AUDIT_ACTIONS = [
  "user.registered",
  "user.registration_refused",
  "user.updated",
  "user.password_changed",
  "user.password_change_refused",
  "user.registration_requested",
  "user.email_verified",
  "user.verification_requested",
  "user.recovery_requested",
  "user.password_recovered",
  "user.email_change_requested",
  "user.email_change_refused",
  "user.email_change_cancelled",
  "user.email_changed",
  "user.email_change_undone",
  "user.additions_undone",
  "user.role_changed",
  "user.password_reset_required",
  "user.disabled",
  "user.enabled",
  "user.exported",
  "user.deletion_requested",
  "user.deletion_undone",
  "user.deleted",
  "impersonation.started",
  "session.started",
  "session.second_factor_asked",
  "session.denied",
  "session.throttled",
  "session.unblocked",
  "session.ended",
  "session.named",
  "session.reuse_detected",
  "session.stepped_up",
  "second_factor.added",
  "second_factor.removed",
  "second_factor.used",
  "second_factor.failed",
  "recovery_codes.created",
  "passkey.added",
  "passkey.renamed",
  "passkey.removed",
  "connection.added",
  "connection.removed",
  "organization.created",
  "organization.entered",
  "organization.updated",
  "role.created",
  "role.updated",
  "role.deleted",
  "policy.updated",
  "organization.closed",
  "organization.reopened",
  "organization.erased",
  "member.role_changed",
  "member.removed",
  "member.left",
  "ownership.offered",
  "ownership.accepted",
  "ownership.declined",
  "ownership.cancelled",
  "organization.looked_into",
  "notice.dismissed",
  "invitation.created",
  "invitation.revoked",
  "invitation.accepted",
  "signing_key.published",
  "signing_key.retired",
  "signing_key.removed",
  "instance.administrator_created",
  "instance.setup_link_created",
  "organization_invitation.created",
  "organization_invitation.updated",
  "organization_invitation.resent",
  "organization_invitation.revoked",
  "organization_invitation.accepted",
  "organization_invitation.declined",
  "domain.added",
  "domain.code_sent",
  "domain.verified",
  "domain.updated",
  "domain.removed",
  "member.joined",
  "join_request.created",
  "join_request.accepted",
  "join_request.declined",
] as const;

type AuditAction = (typeof AUDIT_ACTIONS)[number];

export type Actor = { type: "user"; id: string; name: string } | { type: "system" | "anonymous" };

/** One line of who did what to what. `before` and `after` hold no secrets; a test sends some through to prove it. */
export type AuditEvent = {
  action: AuditAction;
  outcome: "success" | "denied" | "failure";
  actor: Actor;
  target?: {
    type:
      | "user"
      | "session"
      | "passkey"
      | "connection"
      | "notice"
      | "invitation"
      | "signing_key"
      | "instance"
      | "organization"
      | "role"
      | "organization_invitation"
      | "domain"
      | "join_request";
    id: string;
  };
  /** The person whom it concerns, who may read it. */
  subjectUserId?: string;
  organizationId?: string;
  /** Absent for what the system or a command does by itself. */
  origin?: Origin;
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};
