import { useState } from "react";
import { api } from "../../lib/api.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { useSignedIn } from "../../lib/session/signed-in.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { usePasswordRule } from "../../lib/use-password-rule.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { NewPasswordField } from "../../ui/new-password-field.tsx";
import { PasswordField } from "../../ui/password-field.tsx";
import { checkPasswords, explainPasswords } from "./explain-password.ts";

/** Changes the password; the server's reasons against one stand at its field. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { user } = useSignedIn();
  const rule = usePasswordRule();
  const [dirty, setDirty] = useState(false);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: (typed) => checkPasswords(typed, rule),
    send: async ({ currentPassword = "", newPassword = "" }) => {
      await api("POST /me/password", { body: { currentPassword, newPassword } });
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
      <PasswordField label="Current password" name="currentPassword" autoComplete="current-password" error={fieldErrors.currentPassword} />
      <NewPasswordField label="New password" name="newPassword" rule={rule} error={fieldErrors.newPassword} />
      <FailureNotice error={error instanceof SignedOut ? null : error} doing="Changing the password" secondsLeft={secondsLeft} />
      <FormActions>
        <Button type="submit" variant={mustWait ? "secondary" : "primary"} busy={busy} busyLabel="Changing…">
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : "Change password"}
        </Button>
      </FormActions>
      <LeaveGuard dirty={dirty && !busy} what="the new password" />
    </Form>
  );
}
