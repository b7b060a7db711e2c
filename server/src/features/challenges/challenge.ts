/** What is done once the mailbox is proven. */
export type ChallengePurpose = "register" | "verify_email" | "recover_password" | "email_change_old" | "email_change_new";

/** A question to a mailbox: a code to type and a link to open, for the browser that asked, good for ten minutes and once. */
export type Challenge = {
  id: string;
  purpose: ChallengePurpose;
  email: string;
  userId: string | null;
  browserHash: Buffer;
  codeHash: string;
  secretHash: Buffer;
  /** What is to be done, where it does not follow from the user. */
  sealedPayload: string | null;
  isDecoy: boolean;
  tries: number;
  createdAt: Date;
  expiresAt: Date;
  provenAt: Date | null;
  endedAt: Date | null;
};

export const CHALLENGE_SECONDS = 600;
/** How long after it expired a new mail can be asked for in its place, without typing everything again. */
export const RENEWABLE_SECONDS = 86_400;
export const MAX_TRIES = 5;
