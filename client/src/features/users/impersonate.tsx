import { useState } from "react";
import type { AdministeredUser, Impersonating } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useDraft } from "../../ui/drafts.ts";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { TextField } from "../../ui/text-field.tsx";

const leastReason = 10;

interface ImpersonateProps {
  user: AdministeredUser;
  onActing: (answer: Impersonating, reason: string) => void;
  onClose: () => void;
}

/** Asks why an administrator wants to see what a person sees, says what that means, and begins. */
export function Impersonate({ user, onActing, onClose }: ImpersonateProps) {
  const [dirty, setDirty] = useState(false);
  const { busy, error, fieldErrors, forgive, onSubmit } = useSubmission({
    check: ({ reason = "" }): Record<string, string[]> =>
      reason.trim().length < leastReason ? { reason: ["Write at least ten characters: the person reads them."] } : {},
    send: async ({ reason = "" }) => {
      const { data } = await api("POST /users/{userId}/impersonate", { params: { userId: user.id }, body: { reason: reason.trim() } });
      onActing(data, reason.trim());
    },
    explain: (problem): Record<string, string[]> => {
      const reasons = problem.errors.filter(({ path }) => path === "/reason").map(({ message }) => message);
      return reasons.length === 0 ? {} : { reason: reasons };
    },
  });
  useDraft(dirty && !busy);
  return (
    <Dialog
      open
      title={`See what ${user.name} sees?`}
      lead="For 15 minutes at most, in this tab. You can read, and change nothing. They are told at once, with your name and the reason."
      onClose={() => !busy && onClose()}
    >
      <Form
        errors={fieldErrors}
        onSubmit={onSubmit}
        onInput={(event) => {
          forgive("reason");
          setDirty(new FormData(event.currentTarget).get("reason") !== "");
        }}
      >
        <TextField
          label="Reason"
          name="reason"
          autoComplete="off"
          required
          maxLength={300}
          hint="What you want to find out, e.g. the question that they asked."
          error={fieldErrors.reason}
        />
        <FailureNotice error={error instanceof SignedOut ? null : error} doing="This" secondsLeft={0} />
        <FormActions>
          <Button type="submit" variant="danger" busy={busy} busyLabel="Beginning…">
            See what they see
          </Button>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
