import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { OwnInvitation } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { isProblem } from "../../lib/problem.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { useOnline } from "../../lib/use-online.ts";
import { Button } from "../../ui/button.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { myInvitations } from "./joining-queries.ts";
import type { OnJoined } from "./my-invitations.tsx";

/** One organization that invites the person. */
export function MyInvitation({ invitation, onJoined }: { invitation: OwnInvitation; onJoined: OnJoined }) {
  const { id: invitationId, organization, role, invitedBy, expiresAt } = invitation;
  const { online } = useOnline();
  const queries = useQueryClient();
  const toast = useToast();
  const options = { params: { invitationId }, body: {} };
  const forget = () => queries.invalidateQueries({ queryKey: myInvitations.queryKey });
  const over = (error: unknown, title: string) => {
    if (isProblem(error, "invitation_invalid", "not_found")) {
      toast({ tone: "info", title: "The invitation is over", detail: "It was withdrawn, has expired, or was decided elsewhere." });
      void forget();
    } else if (!(error instanceof SignedOut)) toast(failureToast(title, error));
  };
  const joining = useMutation({
    mutationFn: async () => {
      const { data } = await api("POST /me/organization-invitations/{invitationId}/accept", options);
      await onJoined(data.organization);
    },
    onSuccess: forget,
    onError: (error) => over(error, `You did not join ${organization.name}`),
  });
  const declining = useMutation({
    mutationFn: () => api("POST /me/organization-invitations/{invitationId}/decline", options),
    onSuccess: async () => {
      toast({ tone: "success", title: `Invitation to ${organization.name} declined` });
      await forget();
    },
    onError: (error) => over(error, "The invitation still waits"),
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line py-3 last:border-0">
      <div className="min-w-0 flex-1 basis-56">
        <p className="font-medium wrap-anywhere">{organization.name}</p>
        <p className="text-small text-ink-3">
          {invitedBy ?? "Somebody there"} invites you as {role.name}, until <Time at={expiresAt} />
        </p>
      </div>
      <div className="flex gap-2">
        <Button
          size="small"
          variant="primary"
          aria-label={`Join ${organization.name}`}
          disabled={!online}
          busy={joining.isPending}
          busyLabel="Joining…"
          onClick={() => !declining.isPending && joining.mutate()}
        >
          Join
        </Button>
        <Button
          size="small"
          aria-label={`Decline the invitation to ${organization.name}`}
          disabled={!online}
          busy={declining.isPending}
          busyLabel="Declining…"
          onClick={() => !joining.isPending && declining.mutate()}
        >
          Decline
        </Button>
      </div>
    </li>
  );
}
