import { useRef } from "react";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { ConflictChoice } from "../../ui/conflict-choice.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { ReadOrganization } from "./organization-queries.ts";
import { useGeneralForm } from "./use-general-form.ts";

/** Edits name and address, and nothing that was typed is lost: not by a failure, not by somebody else's change. */
export function GeneralForm({ start }: { start: ReadOrganization }) {
  const form = useGeneralForm(start);
  const field = useRef<HTMLInputElement>(null);
  const { theirs } = form;
  const isHeld = theirs !== null;
  const then = (act: () => void) => () => {
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
        autoComplete="organization"
        required
        maxLength={200}
        value={form.typed.name}
        error={form.fieldErrors["name"]}
        readOnly={isHeld}
        onChange={(event) => form.edit("name", event.target.value)}
      />
      <TextField
        label="Address"
        name="slug"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={48}
        hint={`What stands behind ${location.host}/o/. When you change it, links to the former address stop working.`}
        value={form.typed.slug}
        error={form.fieldErrors["slug"]}
        readOnly={isHeld}
        onChange={(event) => form.edit("slug", event.target.value)}
      />
      <FailureNotice error={form.error instanceof SignedOut ? null : form.error} doing="Saving" secondsLeft={0} />
      {theirs ? (
        <ConflictChoice
          what="organization"
          theirs={inWords(theirs.organization)}
          mine={inWords(form.mine)}
          busy={form.busy}
          onTheirs={then(form.takeTheirs)}
          onMine={form.saveMine}
        />
      ) : (
        <FormActions>
          <Button type="submit" variant="primary" busy={form.busy} busyLabel="Saving…">
            Save
          </Button>
          {form.dirty && (
            <Button variant="quiet" onClick={then(form.discard)}>
              Discard
            </Button>
          )}
          <output>{form.dirty ? "Not saved yet" : form.saved && "Saved"}</output>
        </FormActions>
      )}
      <LeaveGuard dirty={form.dirty && !form.busy} what="the changes" />
    </Form>
  );
}

function inWords({ name, slug }: { name: string; slug: string }): string {
  return `${name}, at /o/${slug}`;
}
