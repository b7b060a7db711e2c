import { useState } from "react";
import type { LookIntoOrganization } from "../../api/types.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useSubmission } from "../../lib/use-submission.ts";
import { Button } from "../../ui/button.tsx";
import { useDraft } from "../../ui/drafts.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { Form, FormActions } from "../../ui/form.tsx";
import { SecondFactorNeeded } from "../../ui/second-factor-needed.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { lookInto } from "./tenant-queries.ts";

const leastReason = 3;

interface LookFormProps {
  id: string;
  name: string;
  onSeen: (organization: LookIntoOrganization, reason: string) => void;
}

/** Asks why somebody wants to look into an organization, and says that it is told. */
export function LookForm({ id, name, onSeen }: LookFormProps) {
  const [dirty, setDirty] = useState(false);
  const { busy, error, fieldErrors, forgive, onSubmit } = useSubmission({
    check: ({ reason = "" }): Record<string, string[]> =>
      reason.trim().length < leastReason ? { reason: ["Say why: the organization reads it."] } : {},
    send: async ({ reason = "" }) => onSeen(await lookInto(id, reason.trim()), reason.trim()),
    explain: (problem): Record<string, string[]> => {
      const reasons = problem.errors.filter(({ path }) => path === "/reason").map(({ message }) => message);
      return reasons.length === 0 ? {} : { reason: reasons };
    },
  });
  useDraft(dirty && !busy);
  if (isProblem(error, "second_factor_required")) return <SecondFactorNeeded />;
  if (isProblem(error, "not_found", "validation_failed"))
    return <EmptyState title="There is no such organization">It was deleted, or the address of this page is not whole.</EmptyState>;
  return (
    <div className="grid max-w-prose gap-5">
      <p className="text-ink-2">
        You will see what {name} asks of its members, and who they are. Your name and the reason go into its own record, where its owners
        and admins read them.
      </p>
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
          maxLength={200}
          hint="What you want to find out, e.g. the question that they asked."
          error={fieldErrors["reason"]}
        />
        <FailureNotice error={error instanceof SignedOut ? null : error} doing="Looking" secondsLeft={0} />
        <FormActions>
          <Button type="submit" variant="primary" busy={busy} busyLabel="Looking…">
            Look into it
          </Button>
        </FormActions>
      </Form>
    </div>
  );
}
