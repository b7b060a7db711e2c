import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { session } from "../../lib/session/browser-session.ts";
import { Unreachable } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { FailureNotice } from "../../ui/failure-notice.tsx";
import { FormActions } from "../../ui/form.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";

const words = {
  last_administrator: "You are the only administrator here. Make another person one first: somebody has to look after this Gatehouse.",
};

/** Closes the account, having asked; then only the page is left that says until when that can be undone. */
export function DeleteAccount({ leave }: { leave: (address: string) => void }) {
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const deleting = useMutation({
    mutationFn: () => api("POST /me/deletion", { body: {} }),
    onSuccess: ({ data }) => {
      session.tellOver("signed-out");
      leave(`/keep-account#closed=${encodeURIComponent(data.deletesAt)}`);
    },
    onError: (cause) => cause instanceof Unreachable && queries.invalidateQueries({ queryKey: ["me"] }),
  });
  // After success the page is being left.
  const busy = deleting.isPending || deleting.isSuccess;
  const error = deleting.error instanceof SignedOut ? null : deleting.error;
  return (
    <div className="grid max-w-2xl gap-4">
      <p className="text-ink-2">
        Your account is closed at once and deleted for good after 14 days. Until then you can keep it after all. Do you want a copy of your
        data? Then download it first.
      </p>
      {error instanceof Unreachable && (
        <Notice tone="warn" title="No answer came">
          It is not known whether your account was closed. If it was, this page leads you to the sign-in page: by signing in you can keep
          it.
        </Notice>
      )}
      {error && !(error instanceof Unreachable) && (
        <FailureNotice error={error} doing="Deleting your account" secondsLeft={0} kept="Nothing was deleted" words={words} />
      )}
      <FormActions>
        <Button busy={busy} busyLabel="Closing your account…" onClick={() => setAsked(true)}>
          Delete my account…
        </Button>
      </FormActions>
      {asked && (
        <DeleteDialog
          onCancel={() => setAsked(false)}
          onConfirm={() => {
            // The question for a fresh proof may come next: one question at a time.
            setAsked(false);
            deleting.mutate();
          }}
        />
      )}
    </div>
  );
}
