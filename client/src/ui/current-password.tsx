import { PasswordField } from "./password-field.tsx";

interface CurrentPasswordProps {
  hasPassword: boolean;
  /** What it is asked for, as in "before the codes are sent". */
  before: string;
  error: string[] | undefined;
}

/** Asks for the current password; tells who has none what stands in for it. */
export function CurrentPassword({ hasPassword, before, error }: CurrentPasswordProps) {
  if (hasPassword) return <PasswordField label="Current password" name="currentPassword" autoComplete="current-password" error={error} />;
  return <p className="text-ink-2">You have no password. If you signed in a while ago, you are asked who you are before {before}.</p>;
}
