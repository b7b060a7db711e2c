/** An owner's wish to hand an organization over to a member, who takes it or not. Of each organization one is open at a time. */
export type OwnershipTransfer = {
  id: string;
  organizationId: string;
  fromUserId: string;
  toUserId: string;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  outcome: "accepted" | "declined" | "cancelled" | null;
};

/** One that still can be accepted, with who gives and who gets. */
export type StandingTransfer = OwnershipTransfer & Record<"fromName" | "fromEmail" | "toName" | "toEmail", string>;

export const TRANSFER_SECONDS = 7 * 86_400;
