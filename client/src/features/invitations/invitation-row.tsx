import type { OpenInvitation } from "../../api/types.ts";
import { Button } from "../../ui/button.tsx";
import { EmailAddress } from "../../ui/email-address.tsx";
import { Time } from "../../ui/time.tsx";

interface InvitationRowProps {
  invitation: OpenInvitation;
  /** Nothing can be changed: there is no network. */
  readOnly: boolean;
  onRevoke: () => void;
}

/** One open invitation: whose, who invited, since when and until when. */
export function InvitationRow({ invitation, readOnly, onRevoke }: InvitationRowProps) {
  const { email, createdAt, expiresAt, isExpired, invitedBy } = invitation;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-b border-line py-2.5 last:border-0">
      <p className="min-w-0 font-medium wrap-anywhere">
        <EmailAddress value={email} />
      </p>
      <Button size="small" aria-label={`Revoke the invitation of ${email}`} disabled={readOnly} onClick={onRevoke} className="row-span-2">
        Revoke
      </Button>
      <p className="text-small text-ink-3">
        Invited <Time at={createdAt} as="day" /> by {invitedBy?.name ?? "an operator"},{" "}
        {isExpired ? <span className="font-medium text-warn">expired</span> : "works until"} <Time at={expiresAt} />
      </p>
    </li>
  );
}
