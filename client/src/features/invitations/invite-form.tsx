import { useState } from "react";
import type { NewInvitation } from "../../api/types.ts";
import { checkEmail, withoutEmpty } from "../../lib/account-checks.ts";
import { api } from "../../lib/api.ts";
import { formatCountdown } from "../../lib/countdown.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TextField } from "../../ui/text-field.tsx";

const words = {
  email_taken: "There is an account with this address already. If it is disabled, enable it.",
  registration_closed: "Nobody can join here, not even by invitation. Whoever runs this Gatehouse can open it.",
};

/** Invites an address. What was typed stays until the server has taken it. */
export function InviteForm({ onInvited }: { onInvited: (invitation: NewInvitation) => void }) {
  const [dirty, setDirty] = useState(false);
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: ({ email = "" }) => withoutEmpty({ email: checkEmail(email) }),
    send: async ({ email = "" }) => onInvited((await api("POST /invitations", { body: { email: email.trim() } })).data),
    explain: (problem) => withoutEmpty({ email: problem.errors.filter(({ path }) => path === "/email").map(({ message }) => message) }),
  });
  const mustWait = secondsLeft > 0;

  return (
    <Form
      errors={fieldErrors}
      onSubmit={onSubmit}
      onInput={(event) => {
        forgive("email");
        setDirty(new FormData(event.currentTarget).get("email") !== "");
      }}
    >
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        hint="The invitation is for this address only, and works for seven days."
        error={fieldErrors.email}
      />
      <FailureNotice error={error instanceof SignedOut ? null : error} doing="Inviting" secondsLeft={secondsLeft} words={words} />
      <FormActions>
        <Button type="submit" variant={mustWait ? "secondary" : "primary"} busy={busy} busyLabel="Inviting…">
          {mustWait ? `Try again in ${formatCountdown(secondsLeft)}` : "Invite"}
        </Button>
      </FormActions>
      <LeaveGuard dirty={dirty && !busy} what="the invitation" />
    </Form>
  );
}
