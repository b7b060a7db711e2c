/** A mail domain that an organization says is its own, and has proven or not. */
export type OrganizationDomain = {
  id: string;
  organizationId: string;
  /** In canonical form (IDNA). Subdomains are others. */
  domain: string;
  mode: JoinMode;
  newMemberRole: NewMemberRole;
  codeHash: string | null;
  codeSentTo: string | null;
  codeExpiresAt: Date | null;
  codeTries: number;
  createdAt: Date;
  verifiedAt: Date | null;
  version: number;
};

/** `auto_join`: who has a confirmed address there joins by one press. `request`: they ask. */
export const JOIN_MODES = ["auto_join", "request"] as const;
export type JoinMode = (typeof JOIN_MODES)[number];

/** What comes by a domain comes unseen, so that it comes with little. */
export const NEW_MEMBER_ROLES = ["developer", "viewer"] as const;
export type NewMemberRole = (typeof NEW_MEMBER_ROLES)[number];

/**
 * The mailboxes that certificate authorities take as the domain's own (CA/Browser Forum Baseline Requirements, 3.2.2.4.4; RFC 2142): mail
 * services keep these names from their customers.
 */
export const MAILBOXES = ["admin", "administrator", "hostmaster", "postmaster", "webmaster"] as const;
export type Mailbox = (typeof MAILBOXES)[number];

export const MOST_DOMAINS = 50;

/** Somebody of a proven domain who asks to become a member. */
export type JoinRequest = {
  id: string;
  organizationId: string;
  userId: string;
  createdAt: Date;
  decidedAt: Date | null;
  decision: "accepted" | "declined" | null;
  /** Null when nobody decided, or who did is gone. */
  decidedBy: string | null;
};
