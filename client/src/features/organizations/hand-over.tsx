import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { Button } from "../../ui/button.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { ChooseSuccessor } from "./choose-successor.tsx";
import { GraveAct } from "./grave-act.tsx";
import { openTransfer } from "./organization-queries.ts";

/** Offers the organization to a member; while that is open, says to whom, and takes it back. */
export function HandOver() {
  const { id: organizationId, name } = useOrganization();
  const { data: transfer } = useQuery(openTransfer(organizationId));
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const toast = useToast();
  const withdrawing = useMutation({
    mutationFn: (transferId: string) =>
      api("DELETE /organizations/{organizationId}/ownership-transfers/{transferId}", { params: { organizationId, transferId } }),
    onSuccess: () => toast({ tone: "success", title: "Offer withdrawn" }),
    onError: (error) => toast(failureToast("The offer is as it was", error)),
    onSettled: () => queries.invalidateQueries({ queryKey: openTransfer(organizationId).queryKey }),
  });
  if (transfer) {
    return (
      <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-line py-3.5 last:border-0">
        <div className="min-w-0 flex-1 basis-64">
          <h3 className="font-medium">Offered to {transfer.to.name}</h3>
          <p className="max-w-prose text-ink-2">
            Can accept until <Time at={transfer.expiresAt} />. Then {name} is theirs, and you are an admin in it.
          </p>
        </div>
        <Button busy={withdrawing.isPending} busyLabel="Withdrawing…" onClick={() => withdrawing.mutate(transfer.id)}>
          Withdraw
        </Button>
      </li>
    );
  }
  return (
    <>
      <GraveAct title="Hand it over" label="Hand over…" onBegin={() => setAsked(true)}>
        Another member owns it once they accept, and you are an admin in it.
      </GraveAct>
      {asked && <ChooseSuccessor onClose={() => setAsked(false)} />}
    </>
  );
}
