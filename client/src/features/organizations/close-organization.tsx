import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { renewToken } from "../../lib/session/renew-token.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorPanel } from "../../ui/error-panel.tsx";
import { Loading } from "../../ui/loading.tsx";
import { BlastRadius } from "./blast-radius.tsx";
import { GraveAct } from "./grave-act.tsx";
import { GraveFailure } from "./grave-failure.tsx";
import { blastRadius } from "./organization-queries.ts";

/** Closes the organization, having shown what goes with it. */
export function CloseOrganization() {
  const { name } = useOrganization();
  const [asked, setAsked] = useState(false);
  return (
    <>
      <GraveAct title="Close it" label="Close…" onBegin={() => setAsked(true)}>
        Nobody gets in any more, and after 14 days it is deleted with all that is in it. Until then an owner can open it again.
      </GraveAct>
      {asked && <CloseDialog name={name} onClose={() => setAsked(false)} />}
    </>
  );
}

function CloseDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { id: organizationId } = useOrganization();
  const { data, error, refetch } = useQuery(blastRadius(organizationId));
  const closing = useMutation({
    mutationFn: () => api("POST /organizations/{organizationId}/close", { params: { organizationId } }),
    onSuccess: async () => {
      onClose();
      // The next token says that it is closed; what stands here then says until when it can be opened again.
      await renewToken();
    },
  });
  return (
    <ConfirmDialog
      open
      title={`Close ${name}?`}
      confirmLabel={`Close ${name}`}
      busyLabel="Closing…"
      cancelLabel="Keep it open"
      busy={closing.isPending || closing.isSuccess}
      onConfirm={() => data && closing.mutate()}
      onCancel={onClose}
    >
      {data && <BlastRadius radius={data} />}
      {!data && error && <ErrorPanel error={error} title="What goes with it could not be loaded" onRetry={() => void refetch()} />}
      {!data && !error && <Loading what="what goes with it" rows={4} onRetry={() => void refetch({ cancelRefetch: true })} />}
      <GraveFailure error={closing.error} kept={`${name} is still open`} />
    </ConfirmDialog>
  );
}
