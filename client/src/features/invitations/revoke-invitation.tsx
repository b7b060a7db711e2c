import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OpenInvitation } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { openInvitations } from "./invitation-queries.ts";

/** Asks whether to revoke an invitation, and does it. */
export function RevokeInvitation({ invitation: { id, email }, onClose }: { invitation: OpenInvitation; onClose: () => void }) {
  const queries = useQueryClient();
  const toast = useToast();
  const revoking = useMutation({
    mutationFn: () => api("DELETE /invitations/{invitationId}", { params: { invitationId: id } }),
    onSuccess: () => toast({ tone: "success", title: `Invitation of ${email} revoked` }),
    onError: (error) => {
      if (isProblem(error, "not_found")) toast({ tone: "success", title: "The invitation had ended already" });
      else if (!(error instanceof SignedOut)) toast(failureToast(`${email} is still invited`, error));
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: openInvitations.queryKey });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title="Revoke the invitation?"
      confirmLabel="Revoke invitation"
      busyLabel="Revoking…"
      busy={revoking.isPending}
      onConfirm={() => revoking.mutate()}
      onCancel={onClose}
    >
      <p>
        The link for <strong className="font-semibold wrap-anywhere text-ink">{email}</strong> stops working at once. You can invite them
        again.
      </p>
    </ConfirmDialog>
  );
}
