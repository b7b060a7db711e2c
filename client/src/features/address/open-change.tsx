import { useMutation } from "@tanstack/react-query";
import type { EmailChange } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Time } from "../../ui/time.tsx";
import { ProofStep } from "./proof-step.tsx";

interface OpenChangeProps {
  change: EmailChange;
  onProven: () => Promise<unknown>;
  onAgain: () => void;
  onCancelled: () => void;
}

/** A change under way: both mailboxes are to be proven, in either order, by code here or by link anywhere. */
export function OpenChange({ change, onProven, onAgain, onCancelled }: OpenChangeProps) {
  const cancelling = useMutation({
    mutationFn: () => api("DELETE /me/email-change", {}),
    onSuccess: onCancelled,
    onError: (error) => isProblem(error, "not_found") && onCancelled(),
  });
  const failed = isProblem(cancelling.error, "not_found") || cancelling.error instanceof SignedOut ? null : cancelling.error;
  const { oldEmail, newEmail, oldProven, newProven, oldChallenge, newChallenge, expiresAt } = change;
  return (
    <div className="grid max-w-prose gap-2">
      <p className="text-ink-2">
        {oldProven === null
          ? "A code was sent to the new address. It works"
          : "A code was sent to each address. Type both, in either order. They work"}{" "}
        until <Time at={expiresAt} as="clock" />; the links in the mails do as well.
      </p>
      <ol>
        {oldProven !== null && (
          <ProofStep
            what="Old address"
            email={oldEmail}
            challenge={oldChallenge}
            proven={oldProven}
            onProven={onProven}
            onAgain={onAgain}
          />
        )}
        <ProofStep what="New address" email={newEmail} challenge={newChallenge} proven={newProven} onProven={onProven} onAgain={onAgain} />
      </ol>
      {failed !== null && <FailureNotice error={failed} doing="Cancelling the change" secondsLeft={0} />}
      <FormActions>
        <Button onClick={onAgain}>Start again</Button>
        <Button variant="quiet" busy={cancelling.isPending} busyLabel="Cancelling…" onClick={() => cancelling.mutate()}>
          Cancel the change
        </Button>
      </FormActions>
      <p className="text-small text-ink-3">
        No mail? Look among the unwanted ones. Starting again sends new codes. An address that belongs to another account gets none.
      </p>
    </div>
  );
}
