import type { FieldErrors } from "../../lib/use-submission.ts";
import { CodeField } from "../../ui/code-field.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { RecoveryCodeField } from "../../ui/recovery-code-field.tsx";
import type { FormWay } from "./proof-ways.ts";

/** What there is to type for a proof; nothing for a passkey, of which the browser asks itself. */
export function ProofField({ way, email, errors }: { way: FormWay; email: string; errors: FieldErrors }) {
  if (way === "passkey") return null;
  if (way === "totp")
    return (
      <CodeField label="Code from the authenticator app" length={6} error={errors.code} onWhole={(input) => input.form?.requestSubmit()} />
    );
  if (way === "recovery_code") return <RecoveryCodeField name="recoveryCode" error={errors.recoveryCode} />;
  return (
    <>
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label="Password" name="password" autoComplete="current-password" error={errors.password} />
    </>
  );
}
