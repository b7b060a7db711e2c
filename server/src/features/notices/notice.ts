/** What a person is told about their account's safety, in the console and by mail. */
export const NOTICE_KINDS = [
  "new_device",
  "password_changed",
  "password_recovered",
  "email_changed",
  "email_change_undone",
  "refresh_token_reused",
  "sign_in_slowed",
  "sign_in_unfinished",
  "registration_attempted",
  "account_closed",
  "account_reopened",
  "data_exported",
  "second_factor_added",
  "second_factor_removed",
  "second_factor_failing",
  "recovery_codes_created",
  "recovery_code_used",
  "connection_added",
  "connection_removed",
  "additions_undone",
  "role_changed",
  "password_reset_required",
  "impersonated",
  "member_role_changed",
  "member_removed",
  "ownership_offered",
  "ownership_passed",
  "organization_closed",
  "organization_reopened",
] as const;

/** What was added to an account or removed from it. */
export const FACTOR_NAMES = ["totp", "passkey", "all"] as const;
type FactorName = (typeof FACTOR_NAMES)[number];

export type Notice = {
  id: string;
  userId: string;
  kind: (typeof NOTICE_KINDS)[number];
  /** What helps to tell whether it was oneself. No secrets. */
  details: {
    device?: string;
    ip?: string;
    oldEmail?: string;
    newEmail?: string;
    method?: FactorName;
    left?: number;
    provider?: string;
    /** Until when the link of the mail takes it back. */
    undoUntil?: string;
    by?: string;
    reason?: string;
    role?: string;
    /** What it is called, of which the notice tells. */
    organization?: string;
  };
  createdAt: Date;
  /** When the person said that they have seen it. */
  dismissedAt: Date | null;
};
