import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { MemberInvitation } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { membersKey } from "./member-queries.ts";

/** Asks whether to withdraw an invitation, and does it. */
export function WithdrawInvitation({ invitation: { id, email }, onClose }: { invitation: MemberInvitation; onClose: () => void }) {
  const { id: organizationId } = useOrganization();
  const queries = useQueryClient();
  const toast = useToast();
  const withdrawing = useMutation({
    mutationFn: () =>
      api("DELETE /organizations/{organizationId}/invitations/{invitationId}", { params: { organizationId, invitationId: id } }),
    onSuccess: () => toast({ tone: "success", title: `Invitation of ${email} withdrawn` }),
    onError: (error) => {
      if (isProblem(error, "not_found")) toast({ tone: "info", title: "The invitation had been decided already" });
      else if (!(error instanceof SignedOut)) toast(failureToast(`${email} is still invited`, error));
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: membersKey(organizationId) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title="Withdraw the invitation?"
      confirmLabel="Withdraw"
      busyLabel="Withdrawing…"
      busy={withdrawing.isPending}
      onConfirm={() => withdrawing.mutate()}
      onCancel={onClose}
    >
      <p>
        The link for <strong className="font-semibold wrap-anywhere text-ink">{email}</strong> stops working at once. You can invite them
        again.
      </p>
    </ConfirmDialog>
  );
}
