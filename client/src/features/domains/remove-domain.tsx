import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OrganizationDomain } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { useToast } from "../../ui/toasts.tsx";
import { domainsOf } from "./domain-queries.ts";

/** Asks whether to remove a mail domain, and does it. */
export function RemoveDomain({
  domain: { id: domainId, domain, verifiedAt },
  onClose,
}: {
  domain: OrganizationDomain;
  onClose: () => void;
}) {
  const { id: organizationId } = useOrganization();
  const queries = useQueryClient();
  const toast = useToast();
  const removing = useMutation({
    mutationFn: () => api("DELETE /organizations/{organizationId}/domains/{domainId}", { params: { organizationId, domainId } }),
    onSuccess: () => toast({ tone: "success", title: `${domain} removed` }),
    onError: (error) => {
      if (isProblem(error, "not_found")) toast({ tone: "info", title: `${domain} had been removed already` });
      else if (!(error instanceof SignedOut)) toast(failureToast(`${domain} is still there`, error));
    },
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: domainsOf(organizationId).queryKey });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      title={`Remove ${domain}?`}
      confirmLabel="Remove"
      busyLabel="Removing…"
      busy={removing.isPending}
      onConfirm={() => removing.mutate()}
      onCancel={onClose}
    >
      {verifiedAt ? (
        <p>
          Nobody comes in by it any more, and another organization can prove it. Who came in by it stays a member: remove them on the page
          of the members.
        </p>
      ) : (
        <p>It was never proven, so nobody came in by it.</p>
      )}
    </ConfirmDialog>
  );
}
