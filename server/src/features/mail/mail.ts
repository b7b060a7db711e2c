/**
 * What each mail tells. `code` and links are secrets: they are sealed while the mail waits. One that may reach a mailbox that
 * nobody has proven holds no `name`: who made the account chose it, and would write to a stranger by it.
 */
export type MailValues = {
  /** To who registers: proves the mailbox. */
  confirm_address: { code: string; link: string };
  /** To the owner of an account whose address somebody tried to register. */
  account_exists: { signInLink: string; recoveryLink: string };
  recover_password: { code: string; link: string };
  /** To an address without an account for which recovery was asked. */
  no_account: { signUpLink: string };
  /** To the owner of a disabled account who asked for recovery or tried to register. */
  account_disabled: Record<string, never>;
  password_changed: { name: string; device: string; recoveryLink: string };
  password_recovered: { name: string; device: string; recoveryLink: string };
  /** To the address that is to be left. */
  email_change_old: { name: string; newEmail: string; code: string; link: string };
  /** To the address that is to be taken. */
  email_change_new: { code: string; link: string };
  /** To the owner of an account whose address somebody wants for theirs. */
  email_wanted: Record<string, never>;
  /** To the old address, after the change. */
  email_changed: { name: string; newEmail: string; undoLink: string };
  /** To the new address, after the undo. */
  email_change_undone: { name: string; oldEmail: string };
  new_device: { name: string; device: string; ip: string; at: string; sessionsLink: string };
  refresh_token_reused: { name: string; device: string; recoveryLink: string };
  /** To who is known by the first factor to somebody who did not go on. */
  sign_in_unfinished: { name: string; device: string; ip: string; at: string; recoveryLink: string };
  sign_in_slowed: { name: string; unblockLink: string };
  second_factor_added: { name: string; factor: FactorInMail; device: string } & AdditionLinks;
  second_factor_removed: { name: string; factor: FactorInMail; device: string; recoveryLink: string };
  /** To who is known by the password to somebody who has not the second factor. */
  second_factor_failing: { name: string; recoveryLink: string };
  recovery_codes_created: { name: string; device: string; securityLink: string };
  recovery_code_used: { name: string; left: string; device: string; securityLink: string };
  connection_added: { name: string; device: string; provider: string } & AdditionLinks;
  /** After what was added is taken back. */
  additions_undone: { name: string; recoveryLink: string };
  connection_removed: { name: string; device: string; provider: string; securityLink: string };
  /** To who was made an administrator, or is none any more. */
  role_changed: { role: "administrator" | "none" };
  password_reset_required: { recoveryLink: string };
  /** To the person for whom an administrator acts. */
  impersonated: { by: string; reason: string; activityLink: string };
  invitation: { inviter: string; link: string };
  /** To who is invited to an organization. */
  organization_invitation: { organization: string; inviter: string; link: string };
  /** To a mailbox of who looks after a mail domain, which an organization says is its own. */
  domain_code: { organization: string; code: string };
  /** To who closed their account. */
  account_closed: { name: string; device: string; undoLink: string };
  /** To whom administrators delete. */
  account_deleted: { name: string };
  account_reopened: { name: string; recoveryLink: string };
  /** To the owner of a closed account who asked for recovery or tried to register. */
  account_is_closed: { signInLink: string };
  data_exported: { name: string; device: string; ip: string; sessionsLink: string };
  /** To who is no member any more. */
  member_removed: { name: string; organization: string };
  /** To the member to whom an owner hands an organization over, if they take it. */
  ownership_offered: { name: string; by: string; organization: string; link: string };
  /** To who handed it over. */
  ownership_passed: { name: string; by: string; organization: string };
  /** To every member. */
  organization_closed: { name: string; by: string; organization: string };
  organization_reopened: { name: string; by: string; organization: string };
  /** Looks like a mail to whoever measures, and is never sent. */
  nothing: Record<string, never>;
};

/** What takes it back, or where to look for it where nothing does. */
export type AdditionLinks = { undoLink: string } | { securityLink: string };

/** Words of ours, never what the person called it. */
export type FactorInMail = "an authenticator app" | "a passkey" | "every second factor";

export type MailKind = keyof MailValues;

/** A mail of one kind to one mailbox. It is not sent after `expiresAt`: a code that has expired helps nobody. */
export type Mail = { [K in MailKind]: { kind: K; to: string; values: MailValues[K]; expiresAt?: Date } }[MailKind];

/** `smtp`: mails are sent. `page`: they are kept for the development page. `off`: there is none, nothing is queued. */
export type MailMode = "smtp" | "page" | "off";
