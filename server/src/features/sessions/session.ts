import type { EndReason } from "./session-ends.ts";

/** A signed-in device, which owns one family of refresh tokens. */
export type Session = {
  id: string;
  userId: string;
  /** What the person calls the device. */
  name: string | null;
  /** Counter of the only live refresh token. */
  counter: number;
  /** The highest counter of which the holder has shown that the answer arrived. */
  presentedCounter: number;
  rotatedAt: Date;
  authenticatedAt: Date;
  authenticationMethods: string[];
  createdAt: Date;
  lastSeenAt: Date;
  idleExpiresAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  endReason: EndReason | null;
  ip: string;
  userAgent: string | null;
  /** Of the browser or program, as it is known. */
  browserHash: Buffer | null;
  /** The administrator who acts for the person in it, and the session that it ends with; null when it is the person. */
  impersonatorId: string | null;
  impersonatorSessionId: string | null;
  /** What the administrator was called then. */
  impersonatorName: string | null;
  impersonationReason: string | null;
  /** Where the person acts on that device, if they act in an organization. */
  organizationId: string | null;
  /** How they came in, and have proven themselves since: `password`, `passkey`, or what a provider is called. */
  ways: string[];
};
