import { useState } from "react";
import type { EmailChange, User } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useDoubtPassword } from "../../lib/api-security.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { CurrentPassword } from "../../ui/current-password.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { checkChange, explainChange } from "./explain-address.ts";

interface ChangeFormProps {
  user: User;
  /** Else the server wants a fresh proof, which is asked for over the page. */
  hasPassword: boolean;
  /** What a change that is begun again starts with. */
  newEmail?: string | undefined;
  onBegun: (change: EmailChange) => void;
  /** Leads back to the change under way. */
  onBack?: (() => void) | undefined;
}

/** Begins a change of address: a code goes to each of the two mailboxes. */
export function ChangeForm({ user, hasPassword, newEmail = "", onBegun, onBack }: ChangeFormProps) {
  const doubt = useDoubtPassword();
  const [dirty, setDirty] = useState(false);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: (typed) => checkChange(typed, user.email),
    send: async ({ newEmail: wanted = "", currentPassword }) => {
      const body = { newEmail: wanted.trim(), ...(currentPassword !== undefined && { currentPassword }) };
      const { data } = await api("POST /me/email-change", { body }).catch(doubt);
      setDirty(false);
      onBegun(data);
    },
    explain: explainChange,
  });
  const mustWait = secondsLeft > 0;

  return (
    <Form
      errors={fieldErrors}
      onSubmit={onSubmit}
      onInput={(event) => {
        if (event.target instanceof HTMLInputElement) forgive(event.target.name);
        const typed = new FormData(event.currentTarget);
        setDirty(typed.get("newEmail") !== newEmail || Boolean(typed.get("currentPassword")));
      }}
    >
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
      <TextField
        label="New address"
        name="newEmail"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={newEmail}
        error={fieldErrors.newEmail}
      />
      <CurrentPassword hasPassword={hasPassword} before="the codes are sent" error={fieldErrors.currentPassword} />
      <FailureNotice error={error instanceof SignedOut ? null : error} doing="Sending the codes" secondsLeft={secondsLeft} />
      <FormActions>
        <Button
          type="submit"
          variant={mustWait || user.emailVerifiedAt === null ? "secondary" : "primary"}
          busy={busy}
          busyLabel="Sending…"
        >
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : "Send the codes"}
        </Button>
        {onBack && (
          <Button variant="quiet" onClick={onBack}>
            Back to the codes
          </Button>
        )}
      </FormActions>
      <LeaveGuard dirty={dirty && !busy} what="the new address" />
    </Form>
  );
}
