import { useState } from "react";
import { api } from "../../lib/api.ts";
import { useDoubtPassword } from "../../lib/api-security.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { usePasswordRule } from "../../lib/use-password-rule.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { CurrentPassword } from "../../ui/current-password.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";
import { checkPasswords, explainPasswords } from "./explain-password.ts";

interface PasswordFormProps {
  /** Else the first one is set, for which the server wants a fresh proof, which is asked for over the page. */
  hasPassword: boolean;
  onChanged: () => void;
}

/** Changes the password, or sets the first; the server's reasons against one stand at its field. */
export function PasswordForm({ hasPassword, onChanged }: PasswordFormProps) {
  const { user } = useSignedIn();
  const rule = usePasswordRule();
  const doubt = useDoubtPassword();
  const [dirty, setDirty] = useState(false);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: (typed) => checkPasswords(typed, rule),
    send: async ({ currentPassword, newPassword = "" }) => {
      const body = { newPassword, ...(currentPassword !== undefined && { currentPassword }) };
      await api("POST /me/password", { body }).catch(doubt);
      setDirty(false);
      onChanged();
    },
    explain: (problem) => explainPasswords(problem, rule),
  });
  const mustWait = secondsLeft > 0;

  return (
    <Form
      errors={fieldErrors}
      onSubmit={onSubmit}
      onInput={(event) => {
        if (event.target instanceof HTMLInputElement) forgive(event.target.name);
        setDirty([...new FormData(event.currentTarget)].some(([name, value]) => name !== "username" && value !== ""));
      }}
    >
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
      <CurrentPassword hasPassword={hasPassword} before="it is set" error={fieldErrors.currentPassword} />
      <NewPasswordField label="New password" name="newPassword" rule={rule} error={fieldErrors.newPassword} />
      <FailureNotice
        error={error instanceof SignedOut ? null : error}
        doing={hasPassword ? "Changing the password" : "Setting the password"}
        secondsLeft={secondsLeft}
      />
      <FormActions>
        <Button type="submit" variant={mustWait ? "secondary" : "primary"} busy={busy} busyLabel={hasPassword ? "Changing…" : "Setting…"}>
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : hasPassword ? "Change password" : "Set password"}
        </Button>
      </FormActions>
      <LeaveGuard dirty={dirty && !busy} what="the new password" />
    </Form>
  );
}
