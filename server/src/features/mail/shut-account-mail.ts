import type { Mail } from "./mail.ts";

/** What the mailbox of an account is told in place of what was asked for, while its owner is shut out: by others, or by themselves. */
export function shutAccountMail(
  { publicUrl }: { publicUrl: string },
  { closedAt, deletesAt }: { closedAt: Date | null; deletesAt: Date | null },
  to: string,
): Mail {
  if (!closedAt || !deletesAt) return { kind: "account_disabled", to, values: {} };
  return { kind: "account_is_closed", to, values: { signInLink: `${publicUrl}/sign-in` }, expiresAt: deletesAt };
}
