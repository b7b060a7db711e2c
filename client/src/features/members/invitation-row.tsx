import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { MemberInvitation } from "../../api/types.ts";
import { api } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import { SignedOut } from "../../lib/session/snapshot.ts";
import { Button } from "../../ui/button.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { failureToast } from "../../ui/failure-toast.ts";
import { Ticket } from "../../ui/ticket.tsx";
import { Time } from "../../ui/time.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { membersKey } from "./member-queries.ts";

interface InvitationRowProps {
  invitation: MemberInvitation;
  mayChange: boolean;
  /** There is no network. */
  readOnly: boolean;
  onWithdraw: () => void;
}

/** One invitation that waits: whose, to which role, by whom, until when; to be sent again, or withdrawn. */
export function InvitationRow({ invitation, mayChange, readOnly, onWithdraw }: InvitationRowProps) {
  const { id, email, role, state, invitedBy, lastSentAt, expiresAt } = invitation;
  const { id: organizationId } = useOrganization();
  const queries = useQueryClient();
  const toast = useToast();
  const sending = useMutation({
    mutationFn: async () => {
      const params = { organizationId, invitationId: id };
      return (await api("POST /organizations/{organizationId}/invitations/{invitationId}/resend", { params })).data;
    },
    onSuccess: ({ link }) => link === null && toast({ tone: "success", title: `Sent to ${email} again` }),
    onError: (error) => !(error instanceof SignedOut) && toast(failureToast("Nothing was sent", error)),
    onSettled: () => queries.invalidateQueries({ queryKey: [...membersKey(organizationId), "invitations"] }),
  });
  const link = sending.data?.link;
  return (
    <li className="grid gap-x-4 gap-y-2 border-b border-line py-2.5 last:border-0 md:grid-cols-[minmax(0,1fr)_auto] md:items-center">
      <div className="min-w-0">
        <p className="font-medium wrap-anywhere">
          <EmailAddress value={email} />
        </p>
        <p className="text-small text-ink-3">
          <span className="text-ink-2">{role?.name ?? "A deleted role"}</span> ·{" "}
          {state === "expired" ? <span className="font-medium text-warn">expired</span> : "expires"} <Time at={expiresAt} as="distance" /> ·
          sent <Time at={lastSentAt} as="day" />
          {invitedBy && ` by ${invitedBy.name}`}
        </p>
      </div>
      {mayChange && (
        <div className="flex flex-wrap gap-2">
          <Button
            size="small"
            aria-label={`Send again: the invitation of ${email}`}
            disabled={readOnly}
            busy={sending.isPending}
            busyLabel="Sending…"
            onClick={() => sending.mutate()}
          >
            Send again
          </Button>
          <Button size="small" aria-label={`Withdraw the invitation of ${email}…`} disabled={readOnly} onClick={onWithdraw}>
            Withdraw…
          </Button>
        </div>
      )}
      {link && (
        <div className="max-w-xl md:col-span-2">
          <Ticket value={link} what={`the link for ${email}`}>
            No mail is sent from here, so hand the new link over yourself. It is shown this once, and the one before no longer works.
          </Ticket>
        </div>
      )}
    </li>
  );
}
