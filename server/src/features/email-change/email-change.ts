/**
 * A person's wish to have another address. It waits for proof of both mailboxes, for as long as its codes are good, and lives
 * no longer than the session that asked: whatever ends that one (a password change, a recovery, the person, an operator)
 * ends the change.
 */
export type EmailChange = {
  id: string;
  userId: string;
  sessionId: string;
  oldEmail: string;
  newEmail: string;
  /** Null when the old address was never proven, so that nobody can be asked at it. */
  oldChallengeId: string | null;
  newChallengeId: string;
  oldProvenAt: Date | null;
  newProvenAt: Date | null;
  createdAt: Date;
  expiresAt: Date;
  completedAt: Date | null;
  cancelledAt: Date | null;
  undoTokenHash: Buffer | null;
  undoExpiresAt: Date | null;
  undoneAt: Date | null;
};

export type Side = "old" | "new";

/** How long the old mailbox can take the account back. */
export const UNDO_SECONDS = 72 * 3_600;

export function isComplete({ oldChallengeId, oldProvenAt, newProvenAt }: EmailChange): boolean {
  return newProvenAt !== null && (oldChallengeId === null || oldProvenAt !== null);
}
