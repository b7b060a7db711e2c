import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Notice } from "../../ui/notice.tsx";
import { useToast } from "../../ui/toasts.tsx";

/** Asks whether the reader wants to leave the organization, and leads out of it. */
export function LeaveOrganization({ onClose }: { onClose: () => void }) {
  const { id: organizationId, name, role } = useOrganization();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const leaving = useMutation({
    mutationFn: async () => {
      await api("POST /organizations/{organizationId}/leave", { params: { organizationId } });
      await renewToken();
    },
    onSuccess: async () => {
      toast({ tone: "success", title: `You left ${name}` });
      await queries.invalidateQueries({ queryKey: ["me"], refetchType: "none" });
      await navigate("/", { replace: true });
    },
  });
  const failure = leaving.error && !(leaving.error instanceof SignedOut) ? failureToast("You are still a member", leaving.error) : null;
  return (
    <ConfirmDialog
      open
      title={`Leave ${name}?`}
      confirmLabel="Leave"
      busyLabel="Leaving…"
      busy={leaving.isPending}
      onConfirm={() => leaving.mutate()}
      onCancel={onClose}
    >
      <p>
        You lose the role {role.name} and see nothing of {name} any more, on every device. Your account stays. To come back you have to be
        invited again.
      </p>
      {failure && (
        <Notice tone={failure.tone} title={failure.title} requestId={failure.requestId}>
          {failure.detail}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
