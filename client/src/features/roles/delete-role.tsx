import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { OrganizationRole } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useOrganization, usePermission } from "../../lib/organization.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Notice } from "../../ui/notice.tsx";
import { SelectField } from "../../ui/select.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { countedHolders } from "./describe-role.ts";

interface DeleteRoleProps {
  role: OrganizationRole;
  /** Those that its holders can get instead. */
  roles: readonly OrganizationRole[];
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks where those who hold the role go, and deletes it. */
export function DeleteRole({ role, roles, onClose, onDeleted }: DeleteRoleProps) {
  const organization = useOrganization();
  const queries = useQueryClient();
  const toast = useToast();
  const fitting = roles.filter(({ permissions }) => permissions.every((name) => organization.permissions.includes(name)));
  const [replacement, setReplacement] = useState(fitting.find(({ id }) => id === "viewer")?.id ?? fitting[0]?.id ?? "");
  // Counted anew when the server says that somebody has got it meanwhile.
  const isInUse = role.memberCount + role.invitationCount > 0;
  const mayMove = usePermission("members:update");
  const deleting = useMutation({
    mutationFn: () => {
      const params = { organizationId: organization.id, roleId: role.id };
      const query = isInUse ? { replacementRoleId: replacement } : {};
      return api("DELETE /organizations/{organizationId}/roles/{roleId}", { params, query });
    },
    onSuccess: () => {
      toast({ tone: "success", title: `${role.name} deleted` });
      onDeleted();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ["organization", organization.id] }),
  });
  const failure =
    deleting.error && !(deleting.error instanceof SignedOut) ? failureToast(`${role.name} is still there`, deleting.error) : null;
  return (
    <ConfirmDialog
      open
      title={`Delete ${role.name}?`}
      confirmLabel="Delete role"
      busyLabel="Deleting…"
      busy={deleting.isPending}
      onConfirm={() => deleting.mutate()}
      onCancel={onClose}
    >
      {isInUse ? (
        <>
          <p>It is held by {countedHolders(role)}. They get another role in its place, which counts from their next request.</p>
          <SelectField
            label="They get"
            name="replacement"
            value={replacement}
            choices={fitting.map(({ id, name }) => ({ value: id, label: name }))}
            onChoose={setReplacement}
          />
          {role.memberCount > 0 && !mayMove && (
            <Notice tone="warn">
              <p>You may not give members another role (members:update), so the role can go only once nobody holds it.</p>
            </Notice>
          )}
        </>
      ) : (
        <p>Nobody holds it. It cannot be brought back, but made anew.</p>
      )}
      {failure && (
        <Notice tone={failure.tone} title={failure.title} requestId={failure.requestId}>
          {failure.detail}
        </Notice>
      )}
    </ConfirmDialog>
  );
}
