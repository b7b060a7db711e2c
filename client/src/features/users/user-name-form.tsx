import { useRef } from "react";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { ConflictChoice } from "../../ui/conflict-choice.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useUserName } from "./use-user-name.ts";
import type { ReadUser } from "./user-queries.ts";

/** Edits a person's name, and nothing that was typed is lost: not by leaving, not by a failure, not by somebody else's change. */
export function UserNameForm({ start }: { start: ReadUser }) {
  const form = useUserName(start);
  const field = useRef<HTMLInputElement>(null);
  const thenFocus = (act: () => void) => () => {
    act();
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
        autoComplete="off"
        required
        maxLength={200}
        hint="The person sees that you changed it."
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
          onTheirs={thenFocus(form.takeTheirs)}
          onMine={form.saveMine}
        />
      ) : (
        <FormActions>
          <Button type="submit" variant={form.dirty ? "primary" : "secondary"} busy={form.busy} busyLabel="Saving…">
            Save name
          </Button>
          {form.dirty && (
            <Button variant="quiet" onClick={thenFocus(form.discard)}>
              Discard
            </Button>
          )}
          <output>{form.dirty && "Not saved yet"}</output>
        </FormActions>
      )}
      <LeaveGuard dirty={form.dirty} what="the new name" />
    </Form>
  );
}
