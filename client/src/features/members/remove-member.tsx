import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Member } from "../../api/types.ts";
import { useOrganization } from "../../lib/organization.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Notice } from "../../ui/notice.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { removeMember } from "./change-role.ts";
import { membersKey } from "./member-queries.ts";
import { WhatTheyLose } from "./what-they-lose.tsx";

/** Asks whether to remove a member, after saying what they lose, and does it; a refusal is read where the question was. */
export function RemoveMember({ member: { user, role, lastSeenAt }, onClose }: { member: Member; onClose: () => void }) {
  const { id: organizationId, name } = useOrganization();
  const queries = useQueryClient();
  const toast = useToast();
  const removing = useMutation({
    mutationFn: () =>
      removeMember(organizationId, user.id).catch((error: unknown) => {
        // Somebody else was quicker.
        if (!isProblem(error, "not_found")) throw error;
      }),
    onSuccess: () => {
      toast({ tone: "success", title: `${user.name} removed` });
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: membersKey(organizationId) }),
  });
  const failure =
    removing.error && !(removing.error instanceof SignedOut) ? failureToast(`${user.name} is still a member`, removing.error) : null;
  return (
    <ConfirmDialog
      open
      title={`Remove ${user.name} from ${name}?`}
      confirmLabel="Remove"
      busyLabel="Removing…"
      busy={removing.isPending}
      onConfirm={() => removing.mutate()}
      onCancel={onClose}
    >
      <WhatTheyLose roleId={role.id} roleName={role.name} lastSeenAt={lastSeenAt} />
      {failure && (
        <Notice tone={failure.tone} title={failure.title} requestId={failure.requestId}>
          {failure.detail}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
