import { useRef } from "react";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { ConflictChoice } from "../../ui/conflict-choice.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { ReadProfile } from "./profile-query.ts";
import { useNameForm } from "./use-name-form.ts";

/** Edits the name, and nothing that was typed is lost: not by leaving, not by a failure, not by somebody else's change. */
export function NameForm({ start }: { start: ReadProfile }) {
  const form = useNameForm(start);
  const field = useRef<HTMLInputElement>(null);

  const discard = () => {
    form.discard();
    field.current?.focus();
  };
  const takeTheirs = () => {
    form.takeTheirs();
    field.current?.focus();
  };

  return (
    <Form
      errors={form.fieldErrors}
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      <TextField
        ref={field}
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={200}
        hint="Others see it beside what you do."
        value={form.name}
        error={form.fieldErrors.name}
        readOnly={form.theirs !== null}
        onChange={(event) => form.edit(event.target.value)}
      />
      <FailureNotice error={form.error instanceof SignedOut ? null : form.error} doing="Saving" secondsLeft={0} />
      {form.theirs ? (
        <ConflictChoice
          what="name"
          theirs={form.theirs.user.name}
          mine={form.name.trim()}
          busy={form.busy}
          onTheirs={takeTheirs}
          onMine={form.saveMine}
        />
      ) : (
        <FormActions>
          <Button type="submit" variant="primary" busy={form.busy} busyLabel="Saving…">
            Save name
          </Button>
          {form.dirty && (
            <Button variant="quiet" onClick={discard}>
              Discard
            </Button>
          )}
          <output>{form.dirty ? "Not saved yet" : form.saved && "Saved"}</output>
        </FormActions>
      )}
      <LeaveGuard dirty={form.dirty} what="the new name" />
    </Form>
  );
}
