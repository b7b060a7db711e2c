import type { BuiltInRoleId } from "../../http/access/roles.ts";

/** An organization's offer of a membership to the owner of a mailbox. */
export type OrganizationInvitation = {
  id: string;
  organizationId: string;
  email: string;
  builtInRole: BuiltInRoleId | null;
  roleId: string | null;
  tokenHash: Buffer;
  /** Whether nobody but who reads the mailbox has the token: where no mail is sent, who invited was shown it. */
  wasMailed: boolean;
  /** Null when who invited is gone. */
  invitedBy: string | null;
  invitedByName: string | null;
  createdAt: Date;
  lastSentAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  acceptedBy: string | null;
  declinedAt: Date | null;
  revokedAt: Date | null;
};

export const INVITATION_STATES = ["open", "expired", "accepted", "declined", "revoked"] as const;
export type InvitationState = (typeof INVITATION_STATES)[number];

export const INVITATION_SECONDS = 7 * 86_400;
/** Mails to one mailbox follow one another no faster. */
export const RESEND_SECONDS = 60;
/** So many invitations of one organization wait at once. */
export const MOST_OPEN = 250;
/** So long the address of a stranger is kept after there is nothing left to decide. */
export const KEEP_SECONDS = 30 * 86_400;

type Decided = Pick<OrganizationInvitation, "acceptedAt" | "declinedAt" | "revokedAt" | "expiresAt">;

export function stateOf({ acceptedAt, declinedAt, revokedAt, expiresAt }: Decided, now: Date): InvitationState {
  if (acceptedAt) return "accepted";
  if (declinedAt) return "declined";
  if (revokedAt) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}
