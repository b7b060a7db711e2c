/** What a person is told about their account's safety, in the console and by mail. */
export const NOTICE_KINDS = [
  "new_device",
  "password_changed",
  "password_recovered",
  "email_changed",
  "email_change_undone",
  "refresh_token_reused",
  "sign_in_slowed",
  "registration_attempted",
  "account_closed",
  "account_reopened",
  "data_exported",
] as const;

export type Notice = {
  id: string;
  userId: string;
  kind: (typeof NOTICE_KINDS)[number];
  /** What helps to tell whether it was oneself. No secrets. */
  details: { device?: string; ip?: string; oldEmail?: string; newEmail?: string };
  createdAt: Date;
  /** When the person said that they have seen it. */
  dismissedAt: Date | null;
};
