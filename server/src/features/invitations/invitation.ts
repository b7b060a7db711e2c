/** An administrator's word that the owner of a mailbox may have an account here. */
export type Invitation = {
  id: string;
  email: string;
  tokenHash: Buffer;
  /** Null when an operator invited, or when who did is gone. */
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
};

export const INVITATION_SECONDS = 7 * 86_400;
