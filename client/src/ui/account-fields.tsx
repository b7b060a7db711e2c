import type { PasswordRule } from "../lib/password-reasons.ts";
import type { FieldErrors } from "../lib/use-submission.ts";
import { EmailField } from "./email-field.tsx";
import { NewPasswordField } from "./new-password-field.tsx";
import { TextField } from "./text-field.tsx";

interface AccountFieldsProps {
  errors: FieldErrors;
  rule: PasswordRule;
  /** What was typed before, when the form is shown again. */
  typed?: { name?: string; email: string; password: string } | null;
  /** The only address the account can have. */
  fixedEmail?: string | undefined;
}

/** What a new account is made of: name, email and a password to be chosen. */
export function AccountFields({ errors, rule, typed, fixedEmail }: AccountFieldsProps) {
  return (
    <>
      <TextField label="Name" name="name" autoComplete="name" required maxLength={200} defaultValue={typed?.name} error={errors.name} />
      <EmailField error={errors.email} defaultValue={fixedEmail ?? typed?.email} readOnly={fixedEmail !== undefined} />
      <NewPasswordField label="Password" name="password" rule={rule} defaultValue={typed?.password} error={errors.password} />
    </>
  );
}
