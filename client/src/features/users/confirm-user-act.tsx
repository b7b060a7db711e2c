import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Notice } from "../../ui/notice.tsx";
import { useToast } from "../../ui/toasts.tsx";
import type { UserAct } from "./user-act.tsx";

/** Asks whether to do something to a person, and does it; a refusal is read where the question was. */
export function ConfirmUserAct({ act, onClose }: { act: UserAct; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const doing = useMutation({
    mutationFn: act.send,
    onSuccess: () => {
      toast({ tone: "success", title: act.done });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["users"] }),
  });
  const failure = doing.error && !(doing.error instanceof SignedOut) ? failureToast(act.kept, doing.error) : null;
  return (
    <ConfirmDialog
      open
      title={act.title}
      confirmLabel={act.confirm}
      busyLabel={act.busy}
      busy={doing.isPending}
      onConfirm={() => doing.mutate()}
      onCancel={onClose}
    >
      {act.consequence}
      {failure && (
        <Notice tone={failure.tone} title={failure.title} requestId={failure.requestId}>
          {failure.detail}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
