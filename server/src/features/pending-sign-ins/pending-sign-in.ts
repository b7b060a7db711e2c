/** A sign-in whose first factor was proven, and which waits for the second one. */
export type PendingSignIn = {
  id: string;
  userId: string;
  tokenHash: Buffer;
  /** Of the browser or program that proved the first factor: no other may go on. */
  browserHash: Buffer;
  /** Which way in it took: `password`, or what a provider is called. */
  way: string;
  /** What was proven (RFC 8176). */
  methods: string[];
  /** Whether an account that the person had closed is opened again by it. */
  keepsAccount: boolean;
  tries: number;
  /** Null in rows of code that did not note it. */
  ip: string | null;
  userAgent: string | null;
  createdAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
};

export const PENDING_SECONDS = 600;
/** Wrong codes that one sign-in bears. The waits between them are counted elsewhere, for the person. */
export const MAX_TRIES = 10;
