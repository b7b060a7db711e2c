import { useEffect, useRef, useState } from "react";
import type { Passkey } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { LeaveGuard } from "../../ui/leave-guard.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { useReadAgain } from "./security-queries.ts";

/** Takes a passkey's name in the place where it stands. */
export function PasskeyName({ passkey, onDone }: { passkey: Passkey; onDone: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [dirty, setDirty] = useState(false);
  const readAgain = useReadAgain();
  const { busy, error, fieldErrors, secondsLeft, forgive, onSubmit } = useSubmission({
    check: ({ name = "" }): Record<string, string[]> => (name.trim() ? {} : { name: ["Enter a name."] }),
    send: async ({ name = "" }) => {
      if (name.trim() !== passkey.name)
        await api("PATCH /me/passkeys/{passkeyId}", { params: { passkeyId: passkey.id }, body: { name: name.trim() } }).catch(ifGone);
      setDirty(false);
      await readAgain();
      onDone();
    },
    explain: ({ errors }): Record<string, string[]> => {
      const reasons = errors.filter(({ path }) => path === "/name").map(({ message }) => message);
      return reasons.length > 0 ? { name: reasons } : {};
    },
  });

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  return (
    <Form
      errors={fieldErrors}
      aria-label={`Rename ${passkey.name}`}
      onSubmit={onSubmit}
      onInput={() => {
        forgive("name");
        setDirty(field.current?.value.trim() !== passkey.name);
      }}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      <TextField
        ref={field}
        label="Name of this passkey"
        name="name"
        autoComplete="off"
        maxLength={100}
        defaultValue={passkey.name}
        hint="Only you see it. Say where it is kept: “Phone”, “Work laptop”."
        error={fieldErrors.name}
      />
      <FailureNotice error={error instanceof SignedOut ? null : error} doing="Renaming" secondsLeft={secondsLeft} />
      <FormActions>
        <Button type="submit" variant="primary" busy={busy} busyLabel="Saving…">
          Save name
        </Button>
        <Button variant="quiet" onClick={onDone}>
          Cancel
        </Button>
      </FormActions>
      <LeaveGuard dirty={dirty && !busy} what="the new name" />
    </Form>
  );
}

/** It was removed elsewhere meanwhile: reading again shows that. */
function ifGone(error: unknown): void {
  if (!isProblem(error, "not_found")) throw error;
}
