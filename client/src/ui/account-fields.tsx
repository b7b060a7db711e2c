import type { PasswordRule } from "../lib/password-reasons.ts";
import type { FieldErrors } from "../lib/use-submission.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { TextField } from "./text-field.tsx";

/** What a new account is made of: name, email and a password to be chosen. */
export function AccountFields({ errors, rule }: { errors: FieldErrors; rule: PasswordRule }) {
  return (
    <>
      <TextField label="Name" name="name" autoComplete="name" required maxLength={200} error={errors.name} />
      <EmailField error={errors.email} />
      <NewPasswordField label="Password" name="password" rule={rule} error={errors.password} />
    </>
  );
}

/** The address a person signs in with; password managers keep it as the user name. */
export function EmailField({ error }: { error: string[] | undefined }) {
  return (
    <TextField
      label="Email"
      name="email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      required
      error={error}
    />
  );
}
